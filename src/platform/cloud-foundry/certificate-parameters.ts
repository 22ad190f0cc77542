import { z } from 'zod'
import { SluiceError } from '../../kernel/errors.ts'

const VALIDITY = { minimum: 1, maximum: 365 } as const
const KEY_LENGTHS = [2048, 4096] as const

const validity = `must be a whole number of days from ${VALIDITY.minimum} to ${VALIDITY.maximum}`
const keyLength = `must be ${KEY_LENGTHS.join(' or ')}`

/** A certificate that is issued here (contracts: oauth §1.9). */
const issued = z.strictObject({
  'key-type': z.literal('certificate'),
  validity: z.int(validity).min(VALIDITY.minimum, validity).max(VALIDITY.maximum, validity).default(VALIDITY.maximum),
  'key-length': z.literal(KEY_LENGTHS, keyLength).default(2048),
})

/** A certificate that the caller has from somewhere else. */
const external = z.strictObject({
  'key-type': z.literal('certificate_external'),
  'X.509': z.string('must be a certificate in PEM'),
  'pin-certificate': z.boolean('must be true or false').default(true),
})

/** Parameters of a key with a certificate, as a caller may give them. */
export const certificateKeyParameters = z.discriminatedUnion('key-type', [issued, external])

export type CertificateParameters = z.output<typeof certificateKeyParameters>

/** Parameters of a key with a certificate, each with its value. Throws `bad-request` that names the parameter. */
export function certificateParameters(given: object): CertificateParameters {
  const result = certificateKeyParameters.safeParse(given)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  const type = (given as { 'key-type'?: unknown })['key-type']
  if (issue.code === 'unrecognized_keys') {
    throw new SluiceError('bad-request', `Unknown parameter '${issue.keys[0]}' for a key of type ${String(type)}`)
  }
  throw new SluiceError('bad-request', `Parameter '${String(issue.path[0])}' ${issue.message}`)
}
