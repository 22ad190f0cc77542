import { createHmac, createPrivateKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { SluiceError } from '../../kernel/errors.ts'
import { badRequest } from '../../odata/failure.ts'
import { type Der, objectId, parts, partsOf, readDer } from './der.ts'
import { bounded, DIGESTS, decrypt, deriveKey } from './pkcs12-encryption.ts'

const DATA = '1.2.840.113549.1.7.1'
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6'
const KEY_BAG = '1.2.840.113549.1.12.10.1.1'
const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2'
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3'

/** What a PKCS#12 file holds. */
export interface Pkcs12Content {
  readonly privateKey: KeyObject
  /** DER, in the order of the file. */
  readonly certificates: readonly Uint8Array[]
}

/** A key or certificate in a file. */
export interface Bag {
  readonly type: string
  readonly value: Der
  /** Object id → first value. */
  readonly attributes: ReadonlyMap<string, Der>
}

export const isKey = ({ type }: Bag): boolean => type === KEY_BAG || type === SHROUDED_KEY_BAG

export const isCertificate = ({ type }: Bag): boolean => type === CERTIFICATE_BAG

/**
 * Reads the private key and the certificates of a file (RFC 7292). Throws `unsupported-media-type` for what is no PKCS#12,
 * `bad-request` for a wrong password or a file without exactly one key, `not-supported` for an encryption that is out of use.
 */
export function readPkcs12(file: Uint8Array, password: string): Pkcs12Content {
  const bags = bagsOf(Buffer.from(file), password)
  const keys = bags.filter(isKey)
  const [key] = keys
  if (key === undefined || keys.length > 1) throw badRequest(`The PKCS#12 file must hold one private key, found ${keys.length}.`)
  const certificates = bags.filter(isCertificate).map(certificateIn)
  return { privateKey: privateKeyOf(key, password), certificates }
}

/** Everything in a file. Throws as {@link readPkcs12} does. */
export function bagsOf(file: Buffer, password: string): Bag[] {
  try {
    const [, authenticated, mac] = partsOf(readDer(file)[0], 2)
    const safes = octets(authenticated!)
    if (mac !== undefined) checkMac(mac, safes, password)
    return parts(readDer(safes)[0]!).flatMap((safe) => bagsIn(safe, password))
  } catch (thrown) {
    throw thrown instanceof RangeError ? notPkcs12(thrown) : thrown
  }
}

function bagsIn(safe: Der, password: string): Bag[] {
  const content = contentOf(safe, password)
  return content === undefined ? [] : partsOf(readDer(content)[0], 0).map(bagOf)
}

function bagOf(bag: Der): Bag {
  const [type, value, attributes] = partsOf(bag, 2)
  return { type: objectId(type!), value: partsOf(value, 1)[0]!, attributes: new Map(partsOf(attributes, 0).map(attributeOf)) }
}

function attributeOf(attribute: Der): [string, Der] {
  const [id, values] = partsOf(attribute, 2)
  return [objectId(id!), partsOf(values, 1)[0]!]
}

/** The bags of a safe, decrypted; `undefined` for one that is encrypted for a public key. */
function contentOf(safe: Der, password: string): Buffer | undefined {
  const [type, content] = partsOf(safe, 2)
  if (objectId(type!) === DATA) return octets(safe)
  if (objectId(type!) !== ENCRYPTED_DATA) return undefined
  const [, info] = partsOf(partsOf(content, 1)[0], 2)
  const [, algorithm, encrypted] = partsOf(info, 3)
  return withPassword(() => decrypt(algorithm, encrypted!.content, password))
}

/** The bytes of a `ContentInfo` with plain data. */
const octets = (info: Der): Buffer => partsOf(partsOf(info, 2)[1], 1)[0]!.content

/** Without this a wrong password could go unnoticed (RFC 7292 §5.1). */
function checkMac(mac: Der, safes: Buffer, password: string): void {
  const [digestInfo, salt, iterations] = partsOf(mac, 2)
  const [algorithm, expected] = partsOf(digestInfo, 2)
  const digest = DIGESTS[objectId(partsOf(algorithm, 1)[0]!)]
  if (digest === undefined) throw new SluiceError('not-supported', 'The PKCS#12 file is protected with a digest that is not known here.')
  const count = iterations === undefined ? 1 : bounded(iterations)
  const key = deriveKey(digest, password, salt!.content, count, 3, expected!.content.length)
  const actual = createHmac(digest, key).update(safes).digest()
  if (actual.length !== expected!.content.length || !timingSafeEqual(actual, expected!.content)) throw wrongPassword()
}

export const certificateIn = ({ value }: Bag): Buffer => partsOf(partsOf(value, 2)[1], 1)[0]!.content

export function privateKeyOf({ type, value }: Bag, password: string): KeyObject {
  const source = { key: value.whole, format: 'der', type: 'pkcs8' } as const
  return withPassword(() => createPrivateKey(type === KEY_BAG ? source : { ...source, passphrase: password }))
}

function withPassword<T>(read: () => T): T {
  try {
    return read()
  } catch (thrown) {
    throw thrown instanceof SluiceError || thrown instanceof RangeError ? thrown : wrongPassword(thrown)
  }
}

const wrongPassword = (cause?: unknown): SluiceError =>
  new SluiceError('bad-request', 'The password of the PKCS#12 file is not correct.', { cause })

const notPkcs12 = (cause: unknown): SluiceError =>
  new SluiceError('unsupported-media-type', "Property 'Resource' is no PKCS#12 file.", { cause })
