import { CheckBox } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { change, type Entity } from '../../api/odata.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { base64Of } from '../../components/files/base64.ts'
import { t } from '../../messages/messages.ts'

interface ImportDialogProps {
  /** The export of a package. */
  readonly file: File
  readonly onImported: (id: string) => void
  readonly onClose: () => void
}

/** Imports a package. One that is there already is replaced only when that was ticked. */
export function ImportDialog({ file, onImported, onClose }: ImportDialogProps) {
  const [overwrite, setOverwrite] = useState(false)
  const send = async () => {
    const path = overwrite ? 'IntegrationPackages?Overwrite=true' : 'IntegrationPackages'
    const imported = (await change('POST', path, { PackageContent: await base64Of(file) })) as Entity<'IntegrationPackages'>
    onImported(imported.Id ?? '')
  }
  return (
    <FormDialog title={t('packages.importTitle')} submit={t('packages.importSubmit')} onSubmit={send} onClose={onClose}>
      <p>{t('packages.importText', { file: file.name })}</p>
      <CheckBox text={t('packages.overwrite')} checked={overwrite} onChange={({ target }) => setOverwrite(target.checked)} />
      <span className="hint">{t('packages.overwriteHint')}</span>
    </FormDialog>
  )
}
