import { SluiceError } from '../../kernel/errors.ts'

/** Where an HTTPS sender channel listens below its mount. */
export interface EndpointAddress {
  /** Begins with `/`; without the `/*` suffix and without a slash at the end. */
  readonly address: string
  /** Everything below the address is served too. */
  readonly wildcard: boolean
}

/**
 * Reads the address of an HTTPS sender channel by the rules of contract odata-api.md §6: letters, digits, `_`, `/`, `~`, `-`,
 * `.`, `$` (only as first character) and `*` (only last, after `/`). A missing slash at the front is added, as deployed flows
 * have it. Throws `deploy-failed` with the rule that is broken.
 *
 * @example parseEndpointAddress('orders/*') // { address: '/orders', wildcard: true }
 */
export function parseEndpointAddress(raw: string): EndpointAddress {
  const trimmed = raw.trim()
  if (trimmed === '') throw broken(raw, 'it is empty')
  const path = trimmed.startsWith('/') ? trimmed : `/${trimmed}`
  const wildcard = path.endsWith('/*')
  const address = (wildcard ? path.slice(0, -2) : path.replace(/\/$/, '')) || '/'
  const rule = brokenRule(address)
  if (rule !== undefined) throw broken(raw, rule)
  return { address, wildcard }
}

function brokenRule(address: string): string | undefined {
  if (address.includes('*')) return "'*' may stand only at the end, after '/'"
  const character = /[^A-Za-z0-9_/~\-.$]/.exec(address)
  if (character) return `the character '${character[0]}' is not allowed`
  if (address.lastIndexOf('$') > 1) return "'$' may stand only right after the first '/'"
  if (/^\/[.\-~]/.test(address)) return "it may not begin with '.', '-' or '~'"
  if (address.includes('//')) return 'it has an empty segment'
  return undefined
}

function broken(raw: string, rule: string): SluiceError {
  return new SluiceError('deploy-failed', `The address '${raw}' is not valid: ${rule}`)
}
