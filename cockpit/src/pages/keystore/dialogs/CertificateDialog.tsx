import { useState } from 'react'
import { upload } from '../../../api/odata.ts'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { chosenFile, FileField } from '../../../components/files/FileField.tsx'
import { t } from '../../../messages/messages.ts'
import type { AddDialogProps } from '../AddMenu.tsx'
import { contentPath, hexOf } from '../keystore.ts'
import { TrustBox } from './TrustBox.tsx'
import { UpdateBox } from './UpdateBox.tsx'

/** *Add › Certificate*. */
export function CertificateDialog({ onAdded, onClose }: AddDialogProps) {
  const [file, setFile] = useState<File>()
  const [alias, setAlias] = useState('')
  const [verified, setVerified] = useState(false)
  const [update, setUpdate] = useState(false)
  const send = async () => {
    if (alias.trim() === '') throw new Error(t('keystore.aliasMissing'))
    const path = contentPath('CertificateResources', { Hexalias: hexOf(alias) })
    await upload(`${path}/$value?fingerprintVerified=${verified}&update=${update}`, chosenFile(file))
    onAdded()
  }
  return (
    <FormDialog title={t('keystore.add.certificate')} submit={t('form.add')} onSubmit={send} onClose={onClose}>
      <Field label={t('keystore.alias')} required value={alias} onValue={setAlias} />
      <FileField
        label={t('keystore.file')}
        accept=".cer,.crt,.pem,.der"
        hint={t('keystore.certificateHint')}
        file={file}
        onFile={setFile}
      />
      <TrustBox checked={verified} onChecked={setVerified} />
      <UpdateBox checked={update} onChecked={setUpdate} />
    </FormDialog>
  )
}
