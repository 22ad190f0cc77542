import { useState } from 'react'
import { change, entityPath } from '../../api/odata.ts'
import { Field } from '../../components/Field.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { t } from '../../messages/messages.ts'
import type { AccessPolicy } from './Policies.tsx'

interface PolicyDialogProps {
  /** What is changed; none for a new one. */
  readonly policy?: AccessPolicy
  readonly onSaved: (id: string) => void
  readonly onClose: () => void
}

export function PolicyDialog({ policy, onSaved, onClose }: PolicyDialogProps) {
  const [role, setRole] = useState(policy?.RoleName ?? '')
  const [description, setDescription] = useState(policy?.Description ?? '')
  const save = async () => {
    const body = { RoleName: role.trim(), Description: description }
    const created = policy
      ? await change('PATCH', entityPath('AccessPolicies', Number(policy.Id)), body)
      : await change('POST', 'AccessPolicies', body)
    onSaved(policy?.Id ?? (created as AccessPolicy).Id ?? '')
  }
  return (
    <FormDialog
      title={policy ? t('policy.edit', { name: policy.RoleName ?? '' }) : t('policy.create')}
      submit={t('form.save')}
      onSubmit={save}
      onClose={onClose}
    >
      <Field label={t('policy.role')} required hint={t('policy.roleHint')} value={role} onValue={setRole} />
      <Field label={t('policy.description')} value={description} onValue={setDescription} />
    </FormDialog>
  )
}
