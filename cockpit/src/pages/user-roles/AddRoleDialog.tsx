import { useState } from 'react'
import { admin } from '../../api/admin.ts'
import { Field } from '../../components/Field.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { t } from '../../messages/messages.ts'

interface AddRoleDialogProps {
  /** The name that the form begins with. */
  readonly role: string
  readonly onAdded: () => void
  readonly onClose: () => void
}

/** A custom role, to be asked for by a sender channel. */
export function AddRoleDialog({ role, onAdded, onClose }: AddRoleDialogProps) {
  const [name, setName] = useState(role)
  const add = async () => {
    await admin('POST /roles', { body: { application: 'iflmap', name: name.trim() } })
    onAdded()
  }
  return (
    <FormDialog title={t('userRoles.add')} submit={t('form.add')} onSubmit={add} onClose={onClose}>
      <Field label={t('userRoles.role')} required hint={t('userRoles.nameHint')} value={name} onValue={setName} />
    </FormDialog>
  )
}
