import { CheckBox, Panel } from '@ui5/webcomponents-react'
import { Field } from '../../components/Field.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { TextField } from '../../components/TextField.tsx'
import { t } from '../../messages/messages.ts'
import type { ClientDraft } from './client-draft.ts'

const PROFILES = ['standard', 'compact', 'rfc9068'] as const

interface TokenFieldsProps {
  readonly draft: ClientDraft
  readonly onChange: (changes: Partial<ClientDraft>) => void
}

/** How long tokens live, how they look, and keys instead of a secret. */
export function TokenFields({ draft, onChange }: TokenFieldsProps) {
  return (
    <>
      <Field
        label={t('oauth.tokenLifetime')}
        hint={t('oauth.tokenLifetimeHint')}
        value={draft.tokenLifetime}
        onValue={(tokenLifetime) => onChange({ tokenLifetime })}
      />
      <Panel headerText={t('oauth.moreOptions')} collapsed headerLevel="H2" noAnimation>
        <div className="form">
          <SelectField
            label={t('oauth.tokenProfile')}
            hint={t('oauth.tokenProfileHint')}
            value={draft.tokenProfile}
            options={PROFILES.map((value) => ({ value, text: t(`oauth.profile.${value}`) }))}
            onValue={(tokenProfile) => onChange({ tokenProfile })}
          />
          <TextField
            label={t('oauth.jwks')}
            hint={t('oauth.jwksHint')}
            placeholder='{"keys": […]}'
            value={draft.jwks}
            onValue={(jwks) => onChange({ jwks })}
          />
          <CheckBox
            text={t('oauth.dpopBound')}
            checked={draft.dpopBound}
            onChange={({ target }) => onChange({ dpopBound: target.checked })}
          />
        </div>
      </Panel>
    </>
  )
}
