import type { HttpRequest } from '../kernel/http.ts'
import { badRequest } from './failure.ts'
import type { QueryParameters } from './query-string.ts'

export type Format = 'json' | 'atom'

/** JSON when the caller names it anywhere in `Accept`, else Atom; never a refusal (contract odata-api §1.2). */
export const acceptedFormat = (request: HttpRequest): Format =>
  (request.headerValues.accept ?? []).some((value) => value.toLowerCase().includes('application/json')) ? 'json' : 'atom'

/** `$format` wins over `Accept`. Throws `bad-request` for a format that OData V2 does not have. */
export function negotiate(request: HttpRequest, parameters: QueryParameters): Format {
  const wanted = parameters.get('$format')?.trim().toLowerCase()
  if (wanted === undefined || wanted === '') return acceptedFormat(request)
  if (wanted === 'json' || wanted.startsWith('application/json')) return 'json'
  if (wanted === 'xml' || wanted === 'atom' || wanted === 'application/xml' || wanted === 'application/atom+xml') return 'atom'
  throw badRequest(`The format '${wanted}' is not supported; use json, atom or xml.`)
}
