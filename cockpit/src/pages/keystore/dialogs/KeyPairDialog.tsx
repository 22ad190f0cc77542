import { useState } from 'react'
import { change } from '../../../api/odata.ts'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { base64Of } from '../../../components/files/base64.ts'
import { chosenFile, FileField } from '../../../components/files/FileField.tsx'
import { t } from '../../../messages/messages.ts'
import type { AddDialogProps } from '../AddMenu.tsx'
import { TrustBox } from './TrustBox.tsx'
import { UpdateBox } from './UpdateBox.tsx'

/** *Add › Key Pair*: a private key with its certificates. */
export function KeyPairDialog({ onAdded, onClose }: AddDialogProps) {
  const [file, setFile] = useState<File>()
  const [alias, setAlias] = useState('')
  const [password, setPassword] = useState('')
  const [verified, setVerified] = useState(false)
  const [update, setUpdate] = useState(false)
  const send = async () => {
    const body = { Alias: alias, Resource: await base64Of(chosenFile(file)), Password: password }
    await change('POST', `KeyPairResources?returnKeystoreEntries=true&fingerprintVerified=${verified}&update=${update}`, body)
    onAdded()
  }
  return (
    <FormDialog title={t('keystore.add.keyPairFile')} submit={t('form.add')} onSubmit={send} onClose={onClose}>
      <Field label={t('keystore.alias')} required value={alias} onValue={setAlias} />
      <FileField label={t('keystore.file')} accept=".p12,.pfx" hint={t('keystore.keyPairHint')} file={file} onFile={setFile} />
      <Field label={t('keystore.password')} type="Password" value={password} onValue={setPassword} />
      <TrustBox checked={verified} onChecked={setVerified} />
      <UpdateBox checked={update} onChecked={setUpdate} />
    </FormDialog>
  )
}
