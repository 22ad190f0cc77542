import { formOf, type InstanceParameters, type ParameterForm, parametersOf, readParameters } from './parameter-form.ts'

/** Parameters as fields and as JSON; the mode says which of them is being edited and counts. */
export interface ParameterDraft {
  readonly mode: 'form' | 'json'
  readonly form: ParameterForm
  readonly json: string
}

export const draftOf = (parameters: InstanceParameters): ParameterDraft => ({ mode: 'form', form: formOf(parameters), json: '' })

/** What is to be sent. Throws a text for people. */
export const givenBy = (draft: ParameterDraft, before?: InstanceParameters): InstanceParameters =>
  draft.mode === 'json' ? readParameters(draft.json) : parametersOf(draft.form, before)

/** The same parameters in the other way. Throws a text for people when they cannot be read. */
export function turned(draft: ParameterDraft, before?: InstanceParameters): Partial<ParameterDraft> {
  const value = givenBy(draft, before)
  return draft.mode === 'json' ? { mode: 'form', form: formOf(value) } : { mode: 'json', json: JSON.stringify(value, null, 2) }
}
