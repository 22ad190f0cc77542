import { useState } from 'react'
import { admin } from '../../api/admin.ts'
import { Field } from '../../components/Field.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { t } from '../../messages/messages.ts'

interface NewRoleDialogProps {
  readonly application: 'iflmap' | 'tmn'
  readonly onAdded: () => void
  readonly onClose: () => void
}

export function NewRoleDialog({ application, onAdded, onClose }: NewRoleDialogProps) {
  const [name, setName] = useState('')
  const add = async () => {
    await admin('POST /roles', { body: { application, name: name.trim() } })
    onAdded()
  }
  return (
    <FormDialog title={t('authorizations.newCustomRole')} submit={t('form.add')} onSubmit={add} onClose={onClose}>
      <Field
        label={t('authorizations.role')}
        hint={t('authorizations.newRoleHint')}
        placeholder="Orders.send"
        required
        value={name}
        onValue={setName}
      />
    </FormDialog>
  )
}
