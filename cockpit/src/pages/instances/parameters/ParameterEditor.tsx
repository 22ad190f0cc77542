import { SegmentedButton, SegmentedButtonItem } from '@ui5/webcomponents-react'
import { useState } from 'react'
import { messageOf } from '../../../api/error.ts'
import { Problem } from '../../../components/Problem.tsx'
import { TextField } from '../../../components/TextField.tsx'
import type { ChangeDraft } from '../../../components/use-draft.ts'
import { t } from '../../../messages/messages.ts'
import { type Offered, ParameterFields } from './ParameterFields.tsx'
import { type ParameterDraft, turned } from './parameter-draft.ts'
import type { InstanceParameters } from './parameter-form.ts'

const MODES = ['form', 'json'] as const

interface ParameterEditorProps {
  readonly draft: ParameterDraft
  readonly offered: Offered
  /** Of the instance that is changed. */
  readonly before?: InstanceParameters
  readonly onChange: ChangeDraft<ParameterDraft>
}

/** The parameters of an instance, as fields or as JSON. */
export function ParameterEditor({ draft, offered, before, onChange }: ParameterEditorProps) {
  const [problem, setProblem] = useState<string>()
  const turn = () => {
    try {
      onChange(turned(draft, before))
      setProblem(undefined)
    } catch (thrown) {
      setProblem(messageOf(thrown))
    }
  }
  return (
    <>
      <SegmentedButton accessibleName={t('instance.parameters')}>
        {MODES.map((mode) => (
          <SegmentedButtonItem key={mode} selected={draft.mode === mode} onClick={() => mode !== draft.mode && turn()}>
            {t(`instance.as.${mode}`)}
          </SegmentedButtonItem>
        ))}
      </SegmentedButton>
      <Problem text={problem} />
      {draft.mode === 'form' ? (
        <ParameterFields
          form={draft.form}
          offered={offered}
          onChange={(changes) => onChange(({ form }) => ({ form: { ...form, ...changes } }))}
        />
      ) : (
        <TextField
          label={t('instance.parameters')}
          hint={t('instance.parametersHint')}
          rows={12}
          value={draft.json}
          onValue={(json) => onChange({ json })}
        />
      )}
    </>
  )
}
