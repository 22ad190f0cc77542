import type { KeyObject } from 'node:crypto'
import { SluiceError } from '../kernel/errors.ts'
import type { ClientOptions } from '../store/clients.ts'
import { hasPrivateMembers, publicKeyOf } from './public-jwk.ts'

export type ClientKeySet = NonNullable<ClientOptions['jwks']>
export type ClientJwk = ClientKeySet['keys'][number]

/** Every key may have to be tried. */
const MOST_KEYS = 10

const CURVES = ['prime256v1', 'secp384r1', 'secp521r1']

/** What is kept of a key; the rest says nothing that is read here. */
const MEMBERS = ['kty', 'kid', 'use', 'alg', 'n', 'e', 'crv', 'x', 'y']

/**
 * The public keys of a client (RFC 7517 §5) as they are stored: RSA with 2048 to 4096 bits, or EC with P-256, P-384 or P-521.
 * Throws `bad-request` that names the key.
 */
export function readKeySet(value: unknown): ClientKeySet {
  const keys = (value as { keys?: unknown } | null)?.keys
  if (!Array.isArray(keys)) throw broken('it must be a JSON object with a list keys')
  if (keys.length === 0 || keys.length > MOST_KEYS) throw broken(`it must have 1 to ${MOST_KEYS} keys`)
  const read = keys.map((key: unknown, index) => readKey(key, `key ${index + 1}`))
  const ids = read.flatMap(({ kid }) => (kid === undefined ? [] : [kid]))
  const twice = ids.find((kid, index) => ids.indexOf(kid) !== index)
  if (twice !== undefined) throw broken(`two keys have the kid '${twice}'`)
  return { keys: read }
}

function readKey(jwk: unknown, name: string): ClientJwk {
  if (typeof jwk !== 'object' || jwk === null) throw broken(`${name} is no object`)
  if (hasPrivateMembers(jwk)) throw broken(`${name} is private. Register its public half, and do not use this key any more`)
  const { use, kid, alg } = jwk as Record<string, unknown>
  if (use !== undefined && use !== 'sig') throw broken(`${name} has the use '${String(use)}' and must have sig`)
  if (kid !== undefined && typeof kid !== 'string') throw broken(`${name} has a kid that is no text`)
  if (alg !== undefined && typeof alg !== 'string') throw broken(`${name} has an alg that is no text`)
  const key = publicKeyOf(jwk)
  if (key === undefined) throw broken(`${name} cannot be read`)
  if (!isStrong(key)) throw broken(`${name} must be RSA with 2048 to 4096 bits, or EC with P-256, P-384 or P-521`)
  return Object.fromEntries(Object.entries(jwk).filter(([member]) => MEMBERS.includes(member)))
}

function isStrong({ asymmetricKeyType: type, asymmetricKeyDetails: details = {} }: KeyObject): boolean {
  const { modulusLength = 0, namedCurve = '' } = details
  return type === 'rsa' ? modulusLength >= 2048 && modulusLength <= 4096 : type === 'ec' && CURVES.includes(namedCurve)
}

const broken = (reason: string): SluiceError => new SluiceError('bad-request', `The key set (JWKS) is not accepted: ${reason}`)
