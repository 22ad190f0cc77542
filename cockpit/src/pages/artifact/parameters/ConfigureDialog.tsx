import { Field } from '../../../components/Field.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { useDraft } from '../../../components/use-draft.ts'
import { t } from '../../../messages/messages.ts'
import type { Artifact } from '../../package/artifact-kinds.ts'
import { configure, type Parameter } from './parameter.ts'

interface ConfigureDialogProps {
  readonly artifact: Artifact
  readonly parameters: readonly Parameter[]
  readonly onSaved: () => void
  readonly onClose: () => void
}

/** Gives the externalised parameters other values. */
export function ConfigureDialog({ artifact, parameters, onSaved, onClose }: ConfigureDialogProps) {
  const [values, change] = useDraft<Readonly<Record<string, string>>>({})
  const save = async () => {
    await configure(artifact, parameters, values)
    onSaved()
  }
  return (
    <FormDialog title={t('parameter.configureNamed', { name: artifact.name })} submit={t('form.save')} onSubmit={save} onClose={onClose}>
      <p className="hint">{t('parameter.configureText')}</p>
      {parameters.map(({ key, value, description, type }) => (
        <Field
          key={key}
          label={key}
          value={values[key] ?? value}
          hint={[type.replace(/^xsd:/, ''), description].filter((part) => part !== '').join(' – ')}
          onValue={(changed) => change({ [key]: changed })}
        />
      ))}
    </FormDialog>
  )
}
