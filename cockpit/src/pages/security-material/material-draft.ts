import { change, entityPath, related } from '../../api/odata.ts'
import type { MaterialField, MaterialKind } from './material-kinds.ts'

/** A parameter that is sent with the request for a token. */
export interface CustomParameter {
  readonly Key: string
  readonly Value: string
  readonly SendAsPartOf: string
}

export interface MaterialDraft {
  readonly name: string
  readonly description: string
  /** By property. */
  readonly values: Readonly<Record<string, string>>
  readonly parameters: readonly CustomParameter[]
}

/** @param entity what is changed; none for a new one */
export function draftOf({ fields }: MaterialKind, entity: object = {}): MaterialDraft {
  const known = entity as Readonly<Record<string, string | null | undefined>>
  const initial = ({ property, choices, initial }: MaterialField) => known[property] ?? choices?.[0] ?? initial ?? ''
  return {
    name: known.Name ?? '',
    description: known.Description ?? '',
    values: Object.fromEntries(fields.map((field) => [field.property, initial(field)])),
    parameters: [],
  }
}

export const isAsked = ({ when = {} }: MaterialField, { values }: MaterialDraft): boolean =>
  Object.entries(when).every(([property, value]) => values[property] === value)

/** Deploys it. A secret that was left empty stays as it is. */
export async function deploy(kind: MaterialKind, draft: MaterialDraft, isNew: boolean): Promise<void> {
  const given = kind.fields.filter((field) => isAsked(field, draft) && !(field.secret && draft.values[field.property] === ''))
  const body = {
    Name: draft.name,
    Description: draft.description,
    ...Object.fromEntries(given.map(({ property }) => [property, draft.values[property]])),
    ...(hasParameters(kind) && { CustomParameters: draft.parameters }),
  }
  await (isNew ? change('POST', kind.set, body) : change('PUT', entityPath(kind.set, draft.name), body))
}

export const hasParameters = ({ set }: MaterialKind): boolean => set === 'OAuth2ClientCredentials'

export async function parametersOf(kind: MaterialKind, name: string): Promise<readonly CustomParameter[]> {
  if (name === '' || !hasParameters(kind)) return []
  const { results } = await related<'CustomParameters'>(kind.set, name, 'CustomParameters')
  return results.map(({ Key, Value, SendAsPartOf }) => ({ Key: Key ?? '', Value: Value ?? '', SendAsPartOf: SendAsPartOf ?? 'body' }))
}
