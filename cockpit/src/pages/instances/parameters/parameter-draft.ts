import { formOf, type InstanceParameters, type ParameterForm, parametersOf, readParameters } from './parameter-form.ts'

/** Parameters as fields or as JSON, whichever is being edited. */
export type ParameterDraft = { readonly mode: 'form'; readonly form: ParameterForm } | { readonly mode: 'json'; readonly json: string }

export const draftOf = (parameters: InstanceParameters): ParameterDraft => ({ mode: 'form', form: formOf(parameters) })

/** What is to be sent. Throws a text for people. */
export const givenBy = (draft: ParameterDraft, before?: InstanceParameters): InstanceParameters =>
  draft.mode === 'json' ? readParameters(draft.json) : parametersOf(draft.form, before)

/** The same parameters in the other way. Throws a text for people when they cannot be read. */
export function turned(draft: ParameterDraft, before?: InstanceParameters): ParameterDraft {
  const value = givenBy(draft, before)
  return draft.mode === 'json' ? draftOf(value) : { mode: 'json', json: JSON.stringify(value, null, 2) }
}
