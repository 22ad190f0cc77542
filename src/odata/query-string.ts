import { badRequest } from './failure.ts'

/** Query parameters after decoding, in order of appearance. */
export type QueryParameters = ReadonlyMap<string, string>

/** Decodes a raw query string; `+` is a space (contract odata-api T5). Throws `bad-request` for a repeated or undecodable parameter. */
export function parseQueryString(raw: string): QueryParameters {
  const parameters = new Map<string, string>()
  for (const pair of raw.split('&')) {
    if (pair === '') continue
    const sign = pair.indexOf('=')
    const name = decode(sign < 0 ? pair : pair.slice(0, sign)).trim()
    if (parameters.has(name)) throw badRequest(`The query parameter ${name} occurs more than once.`)
    parameters.set(name, sign < 0 ? '' : decode(pair.slice(sign + 1)))
  }
  return parameters
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw badRequest(`The query string has an invalid percent-encoding: ${text}`)
  }
}
