import { useState } from 'react'
import { admin } from '../../../api/admin.ts'
import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { SelectField } from '../../../components/SelectField.tsx'
import { t } from '../../../messages/messages.ts'
import { ownerOf } from './token-owner.ts'

interface RevokeDialogProps {
  readonly owner: string
  readonly onRevoked: () => void
  readonly onClose: () => void
}

const SCOPES = ['all', 'value'] as const

/** Calls back what the list cannot show: JWTs, with all tokens of a client, or one by its value. */
export function RevokeDialog({ owner, onRevoked, onClose }: RevokeDialogProps) {
  const [scope, setScope] = useState<(typeof SCOPES)[number]>('all')
  const [whose, setWhose] = useState(owner)
  const [token, setToken] = useState('')
  const revoke = async () => {
    const { client: clientId, user } = ownerOf(whose.trim())
    const owners = user === undefined ? { clientId: clientId ?? '' } : { user }
    await admin('POST /tokens/revoke', { body: scope === 'value' ? { token } : owners })
    onRevoked()
  }
  return (
    <FormDialog title={t('token.revoke')} submit={t('token.revokeSubmit')} destructive onSubmit={revoke} onClose={onClose}>
      <SelectField
        label={t('token.which')}
        value={scope}
        options={SCOPES.map((value) => ({ value, text: t(`token.scope.${value}`) }))}
        onValue={setScope}
      />
      {scope === 'all' ? (
        <Field label={t('token.owner')} required value={whose} hint={t('token.allHint')} onValue={setWhose} />
      ) : (
        <Field label={t('token.value')} type="Password" required value={token} hint={t('token.valueHint')} onValue={setToken} />
      )}
    </FormDialog>
  )
}
