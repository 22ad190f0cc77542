import { CheckBox, Panel } from '@ui5/webcomponents-react'
import { ChoicesField } from '../../../components/ChoicesField.tsx'
import { Field } from '../../../components/Field.tsx'
import { SelectField } from '../../../components/SelectField.tsx'
import { TextField } from '../../../components/TextField.tsx'
import { t } from '../../../messages/messages.ts'
import { type ParameterForm, PROFILES } from './parameter-form.ts'

/** What the plan lets an instance choose from. */
export interface Offered {
  readonly roles: readonly string[]
  readonly grantTypes: readonly string[]
}

interface ParameterFieldsProps {
  readonly form: ParameterForm
  readonly offered: Offered
  readonly onChange: (changes: Partial<ParameterForm>) => void
}

/** The parameters of an instance as fields. */
export function ParameterFields({ form, offered, onChange }: ParameterFieldsProps) {
  return (
    <>
      <ChoicesField
        label={t('instance.roles')}
        required
        values={form.roles}
        options={[...new Set([...offered.roles, ...form.roles])]}
        onValues={(roles) => onChange({ roles })}
      />
      <ChoicesField
        label={t('instance.grantTypes')}
        values={form.grantTypes}
        options={offered.grantTypes}
        onValues={(grantTypes) => onChange({ grantTypes })}
      />
      <TextField
        label={t('instance.redirectUris')}
        hint={t('instance.redirectUrisHint')}
        rows={2}
        value={form.redirectUris}
        onValue={(redirectUris) => onChange({ redirectUris })}
      />
      <Field
        label={t('instance.tokenValidity')}
        hint={t('instance.tokenValidityHint')}
        value={form.tokenValidity}
        onValue={(tokenValidity) => onChange({ tokenValidity })}
      />
      <Panel headerText={t('instance.tokenOptions')} collapsed headerLevel="H2" noAnimation>
        <TokenOptions form={form} onChange={onChange} />
      </Panel>
    </>
  )
}

function TokenOptions({ form, onChange }: Pick<ParameterFieldsProps, 'form' | 'onChange'>) {
  return (
    <div className="form">
      <SelectField
        label={t('oauth.tokenProfile')}
        hint={t('oauth.tokenProfileHint')}
        value={form.tokenProfile}
        options={PROFILES.map((value) => ({ value, text: t(`oauth.profile.${value}`) }))}
        onValue={(tokenProfile) => onChange({ tokenProfile })}
      />
      <CheckBox text={t('oauth.dpopBound')} checked={form.dpopBound} onChange={({ target }) => onChange({ dpopBound: target.checked })} />
      <CheckBox
        text={t('instance.clientPerKey')}
        checked={form.clientPerKey}
        onChange={({ target }) => onChange({ clientPerKey: target.checked })}
      />
      <TextField
        label={t('instance.jwks')}
        hint={t('oauth.jwksHint')}
        placeholder='{"keys": […]}'
        value={form.jwks}
        onValue={(jwks) => onChange({ jwks })}
      />
    </div>
  )
}
