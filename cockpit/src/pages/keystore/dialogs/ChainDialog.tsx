import { useState } from 'react'
import { upload } from '../../../api/odata.ts'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { chosenFile, FileField } from '../../../components/files/FileField.tsx'
import { t } from '../../../messages/messages.ts'
import { contentPath, type KeystoreEntry } from '../keystore.ts'
import { TrustBox } from './TrustBox.tsx'

interface ChainDialogProps {
  readonly entry: KeystoreEntry
  readonly onUpdated: () => void
  readonly onClose: () => void
}

/** *Update › Signing Response*: what an authority made of the signing request. */
export function ChainDialog({ entry, onUpdated, onClose }: ChainDialogProps) {
  const [file, setFile] = useState<File>()
  const [verified, setVerified] = useState(false)
  const send = async () => {
    await upload(`${contentPath('CertificateChainResources', entry)}/$value?fingerprintVerified=${verified}`, chosenFile(file))
    onUpdated()
  }
  return (
    <FormDialog title={t('keystore.signingResponse')} submit={t('form.save')} onSubmit={send} onClose={onClose}>
      <FileField label={t('keystore.file')} accept=".p7b,.pem,.cer,.crt" hint={t('keystore.chainHint')} file={file} onFile={setFile} />
      <TrustBox checked={verified} onChecked={setVerified} />
    </FormDialog>
  )
}
