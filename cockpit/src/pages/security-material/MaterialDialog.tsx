import { useEffect, useState } from 'react'
import { Field } from '../../components/Field.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { Problem } from '../../components/Problem.tsx'
import { useData } from '../../components/use-data.ts'
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
  const [draft, setDraft] = useState(() => draftOf(kind, entity))
  const isNew = entity === undefined
  const parameters = useData(() => parametersOf(kind, entity?.Name ?? ''), [])
  useEffect(() => {
    if (parameters.data !== undefined) setDraft((before) => ({ ...before, parameters: parameters.data ?? [] }))
  }, [parameters.data])
  const send = async () => {
    await deploy(kind, draft, isNew)
    onDeployed()
  }
  const title = isNew ? t('material.createKind', { kind: t(kind.text) }) : t('material.edit', { name: draft.name })
  return (
    <FormDialog title={title} submit={t('material.deploy')} onSubmit={send} onClose={onClose}>
      <Problem text={parameters.problem} />
      <Field label={t('material.name')} required disabled={!isNew} value={draft.name} onValue={(name) => setDraft({ ...draft, name })} />
      <Field label={t('material.description')} value={draft.description} onValue={(description) => setDraft({ ...draft, description })} />
      {kind.fields
        .filter((field) => isAsked(field, draft))
        .map((field) => (
          <MaterialInput
            key={field.property}
            field={field}
            value={draft.values[field.property] ?? ''}
            stays={!isNew}
            onValue={(value) => setDraft({ ...draft, values: { ...draft.values, [field.property]: value } })}
          />
        ))}
      {hasParameters(kind) && (
        <CustomParameters parameters={draft.parameters} onParameters={(changed) => setDraft({ ...draft, parameters: changed })} />
      )}
    </FormDialog>
  )
}
