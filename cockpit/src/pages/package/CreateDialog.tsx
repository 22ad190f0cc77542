import { useState } from 'react'
import { change } from '../../api/odata.ts'
import { Field } from '../../components/Field.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { SelectField } from '../../components/SelectField.tsx'
import { t } from '../../messages/messages.ts'
import { ARTIFACT_KINDS, INTEGRATION_FLOW, kindNamed } from './artifact-kinds.ts'

interface CreateDialogProps {
  readonly packageId: string
  readonly onCreated: (artifactId: string) => void
  readonly onClose: () => void
}

const CREATABLE = ARTIFACT_KINDS.filter(({ versioned }) => versioned)

/** Makes an empty artifact. */
export function CreateDialog({ packageId, onCreated, onClose }: CreateDialogProps) {
  const [entity, setEntity] = useState(INTEGRATION_FLOW.entity)
  const [name, setName] = useState('')
  const [chosenId, setChosenId] = useState<string>()
  const [description, setDescription] = useState('')
  const id = chosenId ?? artifactIdFrom(name)
  const create = async () => {
    await change('POST', kindNamed(entity).set, { Id: id, Name: name, PackageId: packageId, Description: description })
    onCreated(id)
  }
  return (
    <FormDialog title={t('artifact.createTitle')} submit={t('packages.createSubmit')} onSubmit={create} onClose={onClose}>
      <SelectField
        label={t('artifact.kind')}
        value={entity}
        options={CREATABLE.map((kind) => ({ value: kind.entity, text: t(kind.text) }))}
        onValue={setEntity}
      />
      <Field label={t('packages.name')} required value={name} onValue={setName} />
      <Field label={t('packages.id')} required value={id} hint={t('artifact.idHint')} onValue={setChosenId} />
      <Field label={t('packages.description')} value={description} onValue={setDescription} />
    </FormDialog>
  )
}

/** What an ID cannot have becomes an underscore, as in Cloud Integration. */
const artifactIdFrom = (name: string): string => name.trim().replace(/[^A-Za-z0-9_.-]+/g, '_')
