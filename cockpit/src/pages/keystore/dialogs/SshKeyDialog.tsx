import { useState } from 'react'
import { change } from '../../../api/odata.ts'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { base64Of } from '../../../components/files/base64.ts'
import { chosenFile, FileField } from '../../../components/files/FileField.tsx'
import { useDraft } from '../../../components/use-draft.ts'
import { t } from '../../../messages/messages.ts'
import type { AddDialogProps } from '../AddMenu.tsx'
import { EMPTY_SUBJECT, SubjectFields } from './SubjectFields.tsx'
import { UpdateBox } from './UpdateBox.tsx'

/** *Add › SSH Key*: its alias follows from its type. */
export function SshKeyDialog({ onAdded, onClose }: AddDialogProps) {
  const [file, setFile] = useState<File>()
  const [password, setPassword] = useState('')
  const [subject, changeSubject] = useDraft(EMPTY_SUBJECT)
  const [update, setUpdate] = useState(false)
  const send = async () => {
    const body = { SSHFile: await base64Of(chosenFile(file)), Password: password, ...subject }
    await change('POST', `SSHKeyGenerationRequests?update=${update}`, body)
    onAdded()
  }
  return (
    <FormDialog title={t('keystore.add.sshKey')} submit={t('form.add')} onSubmit={send} onClose={onClose}>
      <FileField label={t('keystore.file')} accept="" hint={t('keystore.sshHint')} file={file} onFile={setFile} />
      <Field label={t('keystore.password')} type="Password" value={password} onValue={setPassword} />
      <SubjectFields subject={subject} onChange={changeSubject} />
      <UpdateBox checked={update} onChecked={setUpdate} />
    </FormDialog>
  )
}
