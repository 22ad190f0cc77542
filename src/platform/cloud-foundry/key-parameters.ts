import { SluiceError } from '../../kernel/errors.ts'
import { type CertificateParameters, certificateParameters } from './certificate-parameters.ts'

/** Spelling of the ClientId/Secret type in `key-type`; leaving the parameter out means the same. */
const CLIENT_SECRET = 'clientid_secret'
const CERTIFICATE_TYPES = ['certificate', 'certificate_external']

export type SecretParameters = {
  readonly 'key-type'?: typeof CLIENT_SECRET
}

export type KeyParameters = SecretParameters | CertificateParameters

/** Parameters of a service key. Throws `bad-request` that names the parameter. */
export function checkKeyParameters(parameters: unknown): KeyParameters {
  if (parameters === undefined) return {}
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) {
    throw new SluiceError('bad-request', 'The key parameters must be a JSON object')
  }
  const { 'key-type': type, ...others } = parameters as Record<string, unknown>
  if (CERTIFICATE_TYPES.includes(String(type))) return certificateParameters(parameters)
  if (type !== undefined && type !== CLIENT_SECRET) {
    const known = [CLIENT_SECRET, ...CERTIFICATE_TYPES].join(', ')
    throw new SluiceError('bad-request', `Parameter 'key-type' must be one of ${known}, not '${String(type)}'`)
  }
  const unknown = Object.keys(others)[0]
  if (unknown !== undefined) throw new SluiceError('bad-request', `Unknown parameter '${unknown}' for a key of type ${CLIENT_SECRET}`)
  return type === undefined ? {} : { 'key-type': type }
}
