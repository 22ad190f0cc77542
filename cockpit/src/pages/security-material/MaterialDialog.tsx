import { useEffect } from 'react'
import { Field } from '../../components/Field.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { Problem } from '../../components/Problem.tsx'
import { useData } from '../../components/use-data.ts'
import { useDraft } from '../../components/use-draft.ts'
import { t } from '../../messages/messages.ts'
import { CustomParameters } from './CustomParameters.tsx'
import { MaterialInput } from './MaterialInput.tsx'
import { deploy, draftOf, hasParameters, isAsked, parametersOf } from './material-draft.ts'
import type { MaterialKind } from './material-kinds.ts'

interface MaterialDialogProps {
  readonly kind: MaterialKind
  /** What is changed; none for a new one. */
  readonly entity?: { readonly Name: string | null } | undefined
  readonly onDeployed: () => void
  readonly onClose: () => void
}

/** *Create* and *Edit* of any kind of security material: the form is made of the fields of its kind. */
export function MaterialDialog({ kind, entity, onDeployed, onClose }: MaterialDialogProps) {
  const [draft, change] = useDraft(() => draftOf(kind, entity))
  const isNew = entity === undefined
  const parameters = useData(() => parametersOf(kind, entity?.Name ?? ''), [])
  useEffect(() => {
    if (parameters.data !== undefined) change({ parameters: parameters.data })
  }, [parameters.data, change])
  const send = async () => {
    await deploy(kind, draft, isNew)
    onDeployed()
  }
  const title = isNew ? t('material.createKind', { kind: t(kind.text) }) : t('material.edit', { name: draft.name })
  return (
    <FormDialog title={title} submit={t('material.deploy')} onSubmit={send} onClose={onClose}>
      <Problem text={parameters.problem} />
      <Field label={t('material.name')} required disabled={!isNew} value={draft.name} onValue={(name) => change({ name })} />
      <Field label={t('material.description')} value={draft.description} onValue={(description) => change({ description })} />
      {kind.fields
        .filter((field) => isAsked(field, draft))
        .map((field) => (
          <MaterialInput
            key={field.property}
            field={field}
            value={draft.values[field.property] ?? ''}
            stays={!isNew}
            onValue={(value) => change(({ values }) => ({ values: { ...values, [field.property]: value } }))}
          />
        ))}
      {hasParameters(kind) && (
        <CustomParameters parameters={draft.parameters} onEdit={(edit) => change(({ parameters }) => ({ parameters: edit(parameters) }))} />
      )}
    </FormDialog>
  )
}
