import { admin } from '../../api/admin.ts'
import { Field } from '../../components/Field.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { useDraft } from '../../components/use-draft.ts'
import { t } from '../../messages/messages.ts'
import { newDraft, type RegisteredClient, registrationOf } from './client-draft.ts'
import { TokenFields } from './TokenFields.tsx'

interface RegisterDialogProps {
  readonly application: 'iflmap' | 'tmn'
  readonly onRegistered: (client: RegisteredClient) => void
  readonly onClose: () => void
}

/** *Register New Client*. */
export function RegisterDialog({ application, onRegistered, onClose }: RegisterDialogProps) {
  const [draft, change] = useDraft(() => newDraft(application))
  const register = async () => onRegistered(await admin('POST /clients', { body: registrationOf(draft) }))
  return (
    <FormDialog title={t('oauth.register')} submit={t('oauth.registerSubmit')} onSubmit={register} onClose={onClose}>
      <Field label={t('oauth.name')} required value={draft.name} onValue={(name) => change({ name })} />
      <Field label={t('oauth.description')} value={draft.description} onValue={(description) => change({ description })} />
      <SelectField
        label={t('oauth.subscription')}
        hint={t('oauth.subscriptionHint')}
        value={draft.application}
        options={(['iflmap', 'tmn'] as const).map((value) => ({ value, text: t(`application.${value}`) }))}
        onValue={(value) => change({ application: value })}
      />
      <Field
        label={t('oauth.clientId')}
        hint={t('oauth.clientIdHint')}
        value={draft.clientId}
        onValue={(clientId) => change({ clientId })}
      />
      <Field
        label={t('secret.secret')}
        hint={t('secret.hint')}
        type="Password"
        value={draft.secret}
        onValue={(secret) => change({ secret })}
      />
      {draft.secret === '' && (
        <Field
          label={t('secret.length')}
          hint={t('secret.lengthHint')}
          value={draft.secretLength}
          onValue={(secretLength) => change({ secretLength })}
        />
      )}
      <TokenFields draft={draft} onChange={change} />
    </FormDialog>
  )
}
