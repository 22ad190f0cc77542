import { SluiceError } from '../../kernel/errors.ts'

/** Spelling of the ClientId/Secret type in `key-type`; leaving the parameter out means the same. */
const CLIENT_SECRET = 'clientid_secret'
const CERTIFICATE_TYPES = ['certificate', 'certificate_external']

/**
 * Parameters of a key of type ClientId/Secret: none, or its `key-type`. Throws `bad-request` that names the parameter,
 * `not-supported` for certificate keys.
 */
export function checkKeyParameters(parameters: unknown): Readonly<Record<string, unknown>> {
  if (parameters === undefined) return {}
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) {
    throw new SluiceError('bad-request', 'The key parameters must be a JSON object')
  }
  const { 'key-type': type, ...others } = parameters as Record<string, unknown>
  checkType(type)
  const unknown = Object.keys(others)[0]
  if (unknown !== undefined) throw new SluiceError('bad-request', `Unknown parameter '${unknown}' for a key of type ${CLIENT_SECRET}`)
  return type === undefined ? {} : { 'key-type': type }
}

function checkType(type: unknown): void {
  if (type === undefined || type === CLIENT_SECRET) return
  if (CERTIFICATE_TYPES.includes(String(type))) {
    throw new SluiceError('not-supported', `key-type ${String(type)} is not available yet; use ${CLIENT_SECRET}`)
  }
  throw new SluiceError('bad-request', `Parameter 'key-type' must be ${CLIENT_SECRET}, not '${String(type)}'`)
}
