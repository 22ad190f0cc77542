import { useState } from 'react'
import { change, entityPath } from '../../../api/odata.ts'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { t } from '../../../messages/messages.ts'
import { hexOf, type KeystoreEntry } from '../keystore.ts'

interface RenameDialogProps {
  readonly entry: KeystoreEntry
  /** Hears the new alias in hexadecimal. */
  readonly onRenamed: (hexalias: string) => void
  readonly onClose: () => void
}

export function RenameDialog({ entry, onRenamed, onClose }: RenameDialogProps) {
  const [alias, setAlias] = useState(entry.Alias)
  const rename = async () => {
    await change('PUT', `${entityPath('KeystoreEntries', entry.Hexalias ?? '')}?renameAlias=${encodeURIComponent(alias)}`, {})
    onRenamed(hexOf(alias))
  }
  return (
    <FormDialog title={t('keystore.rename')} submit={t('keystore.rename')} onSubmit={rename} onClose={onClose}>
      <Field label={t('keystore.alias')} required hint={t('keystore.renameHint')} value={alias} onValue={setAlias} />
    </FormDialog>
  )
}
