import { SluiceError } from '../../kernel/errors.ts'

/**
 * The address of a resource of an OData service. Query options are encoded as far as they are not encoded yet.
 *
 * @param service address of the service; a query in it (`…;v=2?sap-client=100`) is kept
 * @param resource path below the service, `Products('HT-2000')`
 */
export function resourceUrl(service: string, resource: string, options: readonly string[]): URL {
  const [root = '', own = ''] = service.trim().split('?', 2)
  const text = `${root.replace(/\/$/, '')}/${encodeUnsafe(resource.trim().replace(/^\//, ''))}`
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw new SluiceError('processing-failed', `The address '${service.replace(/\/\/[^/@]*@/, '//')}' is not an http or https URL`)
  }
  const url = new URL(text)
  url.search = [own, ...options]
    .map((option) => encodeUnsafe(option.trim().replace(/^[?&]/, '')))
    .filter((option) => option !== '')
    .join('&')
  return url
}

/** Encodes what may not stand in a URL and leaves what is encoded already. */
const encodeUnsafe = (text: string): string => text.replace(/%(?![0-9A-Fa-f]{2})|["#<>[\\\]^`{|}]|[^!-~]+/g, encodeURIComponent)

/** A key predicate from the values that an entity has, `('1')` or `(A='1',B=2)`. */
export function keyPredicate(keys: readonly { name: string; edmType: string; text: string }[]): string {
  const literals = keys.map(({ name, edmType, text }) => [name, literal(edmType, text)] as const)
  const only = literals.length === 1 ? literals[0] : undefined
  return `(${only ? only[1] : literals.map(([name, value]) => `${name}=${value}`).join(',')})`
}

const PREFIXES: Readonly<Record<string, string>> = {
  'Edm.DateTime': 'datetime',
  'Edm.DateTimeOffset': 'datetimeoffset',
  'Edm.Time': 'time',
  'Edm.Guid': 'guid',
}
const SUFFIXES: Readonly<Record<string, string>> = { 'Edm.Int64': 'L', 'Edm.Decimal': 'M', 'Edm.Double': 'd', 'Edm.Single': 'f' }

function literal(edmType: string, text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  if (edmType === 'Edm.String') return quoted
  if (PREFIXES[edmType]) return PREFIXES[edmType] + quoted
  return text + (SUFFIXES[edmType] ?? '')
}
