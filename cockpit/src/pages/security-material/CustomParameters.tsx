import { Button, Title } from '@ui5/webcomponents-react'
import '@ui5/webcomponents-icons/dist/add.js'
import '@ui5/webcomponents-icons/dist/decline.js'
import { Field } from '../../components/Field.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { t } from '../../messages/messages.ts'
import type { CustomParameter } from './material-draft.ts'
import './security-material.css'

interface CustomParametersProps {
  readonly parameters: readonly CustomParameter[]
  readonly onEdit: (edit: (parameters: readonly CustomParameter[]) => readonly CustomParameter[]) => void
}

const PARTS = ['body', 'header'] as const

/** What is sent beside the usual parameters when a token is asked for. */
export function CustomParameters({ parameters, onEdit }: CustomParametersProps) {
  const set = (index: number, changed: Partial<CustomParameter>) =>
    onEdit((before) => before.map((parameter, at) => (at === index ? { ...parameter, ...changed } : parameter)))
  return (
    <fieldset className="custom-parameters">
      <legend>
        <Title level="H3" size="H6">
          {t('material.customParameters')}
        </Title>
      </legend>
      {parameters.map((parameter, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a parameter has nothing else that stays while it is typed
        <div key={index} className="custom-parameter">
          <Field label={t('material.parameterKey')} required value={parameter.Key} onValue={(Key) => set(index, { Key })} />
          <Field label={t('material.parameterValue')} value={parameter.Value} onValue={(Value) => set(index, { Value })} />
          <SelectField
            label={t('material.sendAsPartOf')}
            value={parameter.SendAsPartOf}
            options={PARTS.map((value) => ({ value, text: t(`material.choice.${value}`) }))}
            onValue={(SendAsPartOf) => set(index, { SendAsPartOf })}
          />
          <Button
            icon="decline"
            design="Transparent"
            tooltip={t('material.removeParameter')}
            accessibleName={t('material.removeParameter')}
            onClick={() => onEdit((before) => before.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button icon="add" design="Transparent" onClick={() => onEdit((before) => [...before, { Key: '', Value: '', SendAsPartOf: 'body' }])}>
        {t('material.addParameter')}
      </Button>
    </fieldset>
  )
}
