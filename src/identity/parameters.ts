import type { HttpRequest } from '../kernel/http.ts'
import { decodeForm, decodeUtf8 } from './form-encoding.ts'
import { Refusal } from './refusals.ts'
import { readBody } from './request-body.ts'

/** Parameters of a token request by name; an empty value is as good as none (RFC 6749 §3.2). */
export type Parameters = ReadonlyMap<string, string>

/** Limit of a real subaccount (contract oauth.md §1.8). */
const BODY_LIMIT = 1024 * 1024

/** Never in a URI (RFC 6749 §2.3.1). */
const ASSERTIONS = ['client_assertion']
const CREDENTIALS = ['client_secret', ...ASSERTIONS]

/**
 * Reads query and form body. The same name in both must have the same value, twice in one place is refused, also when the name
 * is unknown (RFC 6749 §3.2; contract oauth.md §1.2 F4, F6, F9). Throws refusals.
 */
export async function readParameters(
  request: HttpRequest,
  { credentialsInQuery }: { credentialsInQuery: boolean } = { credentialsInQuery: false },
): Promise<Parameters> {
  const query = parseForm(request.query, 'query')
  const forbidden = credentialsInQuery ? ASSERTIONS : CREDENTIALS
  for (const parameter of forbidden) if (query.has(parameter)) throw new Refusal('credentials-in-query', { parameter })
  const body = await readForm(request)
  const merged = new Map(query)
  for (const [parameter, value] of body) {
    if (merged.has(parameter) && merged.get(parameter) !== value)
      throw repeated(parameter, 'is in the query and in the body, with different values')
    merged.set(parameter, value)
  }
  for (const [parameter, value] of merged) if (value === '') merged.delete(parameter)
  return merged
}

async function readForm(request: HttpRequest): Promise<Parameters> {
  const bytes = await readBody(request.body, BODY_LIMIT)
  if (bytes === undefined) throw new Refusal('token-request-too-large', { limit: BODY_LIMIT })
  if (bytes.length === 0) return new Map()
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type !== 'application/x-www-form-urlencoded') throw new Refusal('body-not-a-form', { value: type.slice(0, 100) || 'none' })
  const text = decodeUtf8(bytes)
  if (text === undefined) throw unreadable('body')
  return parseForm(text, 'body')
}

function parseForm(text: string, place: 'query' | 'body'): Parameters {
  const parameters = new Map<string, string>()
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decodeForm(equals < 0 ? pair : pair.slice(0, equals))
    const value = decodeForm(equals < 0 ? '' : pair.slice(equals + 1))
    if (name === undefined || value === undefined) throw unreadable(place)
    if (parameters.has(name)) throw repeated(name, `is in the ${place} more than once`)
    parameters.set(name, value)
  }
  return parameters
}

const unreadable = (defect: string): Refusal => new Refusal('parameter-unreadable', { defect })

/** The name comes from the caller: shortened, and without what a header or a log could trip over. */
const repeated = (name: string, defect: string): Refusal =>
  new Refusal('parameter-repeated', { parameter: name.slice(0, 64).replace(/[^\w.[\]-]/g, '?'), defect })
