import { useState } from 'react'
import { type Entity, entityPath, upload } from '../../../api/odata.ts'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { chosenFile, FileField } from '../../../components/files/FileField.tsx'
import { SelectField } from '../../../components/SelectField.tsx'
import { t } from '../../../messages/messages.ts'

interface ImportKeysDialogProps {
  readonly onImported: () => void
  readonly onClose: () => void
}

const PARTS = ['Public', 'Secret'] as const

/** Adds the keys of a file to a keyring. Keys that are there already stay, and are named. */
export function ImportKeysDialog({ onImported, onClose }: ImportKeysDialogProps) {
  const [part, setPart] = useState<(typeof PARTS)[number]>('Public')
  const [file, setFile] = useState<File>()
  const [passphrase, setPassphrase] = useState('')
  const send = async () => {
    const results = await upload<'PgpKeyEntryImportResults'>(keyringPath(part), chosenFile(file), part === 'Secret' ? { passphrase } : {})
    onImported()
    requireAllAdded(results)
  }
  return (
    <FormDialog title={t('pgp.import')} submit={t('pgp.import')} onSubmit={send} onClose={onClose}>
      <SelectField
        label={t('pgp.keyrings')}
        value={part}
        options={PARTS.map((value) => ({ value, text: t(`pgp.keyring.${value}`) }))}
        onValue={setPart}
      />
      <FileField label={t('pgp.file')} accept=".asc,.gpg,.pgp,.key,.txt" file={file} hint={t('pgp.fileHint')} onFile={setFile} />
      {part === 'Secret' && (
        <Field
          label={t('pgp.passphrase')}
          type="Password"
          required
          hint={t('pgp.passphraseHint')}
          value={passphrase}
          onValue={setPassphrase}
        />
      )}
    </FormDialog>
  )
}

const keyringPath = (part: 'Public' | 'Secret'): string =>
  `${part === 'Public' ? entityPath('PgpKeyringPublicResources', 'pubring') : entityPath('PgpKeyringSecretResources', 'secring')}/$value`

function requireAllAdded(results: readonly Entity<'PgpKeyEntryImportResults'>[]): void {
  const left = results.filter(({ Status }) => Status !== 'added')
  if (left.length > 0)
    throw new Error(
      left.map(({ KeyId, StatusDetails }) => t('pgp.notImported', { id: KeyId ?? '', reason: StatusDetails ?? '' })).join(' '),
    )
}
