import { SluiceError } from '../../kernel/errors.ts'

/** The name under which an incoming header or query parameter becomes a message header; `undefined` when the flow does not want it. */
export type AllowedHeaders = (name: string) => string | undefined

const nothing: AllowedHeaders = () => undefined

/**
 * Compiles the flow property `allowedHeaderList` (format document §2.1): nothing, `*` for everything, or names and regular
 * expressions separated by `|`, each matching a whole name without regard to case. Commas are read as separators too, except
 * inside `{1,3}`. A name that stands literally in the list decides the spelling. Throws `deploy-failed`.
 *
 * @example compileAllowedHeaders('Content-Type|SAP_.*')('content-type') // 'Content-Type'
 */
export function compileAllowedHeaders(list: string): AllowedHeaders {
  const items = list
    .replace(/,(?![^{]*\})/g, '|')
    .split('|')
    .map((item) => item.trim())
    .filter((item) => item !== '')
  if (items.length === 0) return nothing
  if (items.includes('*')) return (name) => name
  const pattern = compilePattern(items.join('|'))
  const spelling = new Map(items.map((item) => [item.toLowerCase(), item]))
  return (name) => spelling.get(name.toLowerCase()) ?? (pattern.test(name) ? name : undefined)
}

function compilePattern(source: string): RegExp {
  try {
    return new RegExp(`^(?:${source})$`, 'i')
  } catch (cause) {
    throw new SluiceError('deploy-failed', `allowedHeaderList is not a list of names or regular expressions: '${source}'`, { cause })
  }
}
