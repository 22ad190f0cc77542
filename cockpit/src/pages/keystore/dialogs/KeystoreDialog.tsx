import { useState } from 'react'
import { change } from '../../../api/odata.ts'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { base64Of } from '../../../components/files/base64.ts'
import { chosenFile, FileField } from '../../../components/files/FileField.tsx'
import { SelectField } from '../../../components/SelectField.tsx'
import { t } from '../../../messages/messages.ts'
import type { AddDialogProps } from '../AddMenu.tsx'

const OPTIONS = ['merge', 'overwrite', 'replace'] as const

/** *Add › Keystore*: the entries of a JKS, JCEKS or PKCS#12 file. */
export function KeystoreDialog({ onAdded, onClose }: AddDialogProps) {
  const [file, setFile] = useState<File>()
  const [password, setPassword] = useState('')
  const [option, setOption] = useState<(typeof OPTIONS)[number]>('merge')
  const send = async () => {
    const body = { Name: 'system', Resource: await base64Of(chosenFile(file)), Password: password }
    await change('POST', `KeystoreResources?importOption=${option}`, body)
    onAdded()
  }
  return (
    <FormDialog title={t('keystore.add.keystoreFile')} submit={t('form.add')} onSubmit={send} onClose={onClose}>
      <FileField label={t('keystore.file')} accept=".jks,.jceks,.p12,.pfx" hint={t('keystore.jksHint')} file={file} onFile={setFile} />
      <Field label={t('keystore.password')} type="Password" hint={t('keystore.jksPasswordHint')} value={password} onValue={setPassword} />
      <SelectField
        label={t('keystore.importOption')}
        value={option}
        options={OPTIONS.map((value) => ({ value, text: t(`keystore.import.${value}`) }))}
        onValue={setOption}
      />
    </FormDialog>
  )
}
