import { createHash, createPrivateKey, timingSafeEqual } from 'node:crypto'
import { SluiceError } from '../../kernel/errors.ts'
import { badRequest } from '../../odata/failure.ts'
import { readJavaText, wide, writeJavaText } from './java-text.ts'
import { decryptJksKey } from './jks-encryption.ts'
import type { KeystoreFileEntry } from './keystore-file.ts'

const JKS = 0xfeedfeed
const JCEKS = 0xcececece
const PRIVATE_KEY = 1
const CERTIFICATE = 2
const DIGEST_LENGTH = 20
/** Part of the digest at the end of a file, by Java's own definition. */
const WHITENER = 'Mighty Aphrodite'

export const isJks = (file: Uint8Array): boolean => file.length >= 12 && [JKS, JCEKS].includes(Buffer.from(file).readUInt32BE(0))

/** Reads values one after another. Reading past the end throws `RangeError`. */
class Reader {
  readonly #bytes: Buffer
  #position = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  bytes(length: number): Buffer {
    const end = this.#position + length
    if (end > this.#bytes.length) throw new RangeError('A keystore ends too early')
    const found = this.#bytes.subarray(this.#position, end)
    this.#position = end
    return found
  }

  number = (): number => this.bytes(4).readUInt32BE()
  text = (): string => readJavaText(this.bytes(this.bytes(2).readUInt16BE()))
  block = (): Buffer => this.bytes(this.number())
}

/**
 * The key pairs and X.509 certificates of a JKS or JCEKS file, whose keys have the password of the file. Entries of other kinds are
 * left out. Throws `unsupported-media-type` for a file that breaks off, `bad-request` for a wrong password.
 */
export async function readJks(file: Uint8Array, password: string): Promise<KeystoreFileEntry[]> {
  const whole = Buffer.from(file)
  const content = whole.subarray(0, -DIGEST_LENGTH)
  if (!timingSafeEqual(digestOf(content, password), whole.subarray(-DIGEST_LENGTH))) throw wrongPassword()
  try {
    const reader = new Reader(content)
    reader.number()
    const version = reader.number()
    const entries: KeystoreFileEntry[] = []
    for (let left = reader.number(); left > 0; left--) {
      const entry = await readEntry(reader, version, password)
      if (entry !== undefined) entries.push(entry)
    }
    return entries
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown
    throw new SluiceError('unsupported-media-type', "Property 'Resource' is a damaged keystore.", { cause: thrown })
  }
}

async function readEntry(reader: Reader, version: number, password: string): Promise<KeystoreFileEntry | undefined> {
  const kind = reader.number()
  const alias = reader.text()
  reader.bytes(8)
  if (kind === CERTIFICATE) {
    const certificate = readCertificate(reader, version)
    return certificate && { alias, certificates: [certificate], privateKey: undefined }
  }
  // A secret key is a serialized Java object without a length: what follows it cannot be found.
  if (kind !== PRIVATE_KEY)
    throw badRequest(`The keystore entry "${alias}" is a secret key, which cannot be read. Delete it from the file.`)
  const encrypted = reader.block()
  const chain = Array.from({ length: Math.min(reader.number(), 100) }, () => readCertificate(reader, version))
  const certificates = chain.filter((certificate) => certificate !== undefined)
  if (certificates.length === 0 || certificates.length < chain.length) return undefined
  const key = await decryptJksKey(encrypted, password)
  if (key === undefined) throw badRequest(`The private key of the keystore entry "${alias}" has another password than the keystore.`)
  return { alias, certificates, privateKey: createPrivateKey({ key, format: 'der', type: 'pkcs8' }) }
}

/** DER; nothing for a certificate that is not X.509. */
function readCertificate(reader: Reader, version: number): Buffer | undefined {
  const type = version === 1 ? 'X.509' : reader.text()
  const der = reader.block()
  return type === 'X.509' ? der : undefined
}

/** A JCEKS file with certificates alone. Its digest is made with an empty password: Java reads it without one. */
export function writeJceks(
  entries: readonly { readonly alias: string; readonly certificate: Uint8Array; readonly createdAt: number }[],
): Buffer {
  const parts = entries.flatMap(({ alias, certificate, createdAt }) => {
    const date = Buffer.alloc(8)
    date.writeBigUInt64BE(BigInt(createdAt))
    return [numbers(CERTIFICATE), writeJavaText(alias), date, writeJavaText('X.509'), numbers(certificate.length), certificate]
  })
  const content = Buffer.concat([numbers(JCEKS, 2, entries.length), ...parts])
  return Buffer.concat([content, digestOf(content, '')])
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  values.forEach((value, index) => {
    bytes.writeUInt32BE(value, 4 * index)
  })
  return bytes
}

const digestOf = (content: Buffer, password: string): Buffer =>
  createHash('sha1').update(wide(password)).update(WHITENER).update(content).digest()

const wrongPassword = (): SluiceError => badRequest('The password of the keystore is not correct, or the keystore was changed.')
