import { createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto'
import { SluiceError } from '../../kernel/errors.ts'
import { type Der, integer, objectId, partsOf } from './der.ts'

const PBES2 = '1.2.840.113549.1.5.13'
const PBE_SHA1_3DES = '1.2.840.113549.1.12.1.3'

export const DIGESTS: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

const HMACS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
}

const CIPHERS: Readonly<Record<string, { readonly name: string; readonly keyLength: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24 },
}

/** Above this a file would keep the server busy instead of being read. */
const ITERATION_LIMIT = 1_000_000

/** Decrypts with the algorithm that the file names. Throws `not-supported` for one that is out of use. */
export function decrypt(algorithm: Der | undefined, encrypted: Buffer, password: string): Buffer {
  const [id, parameters] = partsOf(algorithm, 2)
  switch (objectId(id!)) {
    case PBES2:
      return decryptPbes2(parameters, encrypted, password)
    case PBE_SHA1_3DES:
      return decrypt3Des(parameters, encrypted, password)
    default:
      throw unsupported(objectId(id!))
  }
}

/** PBES2 with PBKDF2 (RFC 8018 §6.2). */
function decryptPbes2(parameters: Der | undefined, encrypted: Buffer, password: string): Buffer {
  const [derivation, scheme] = partsOf(parameters, 2)
  const [salt, iterations, ...rest] = partsOf(partsOf(derivation, 2)[1], 2)
  const [cipherId, iv] = partsOf(scheme, 2)
  const pseudoRandom = rest.find(({ tag }) => tag === 0x30)
  const hmac = pseudoRandom === undefined ? 'sha1' : HMACS[objectId(partsOf(pseudoRandom, 1)[0]!)]
  const cipher = CIPHERS[objectId(cipherId!)]
  if (cipher === undefined || hmac === undefined) throw unsupported(objectId(cipherId!))
  const key = pbkdf2Sync(password, salt!.content, bounded(iterations!), cipher.keyLength, hmac)
  return decipher(cipher.name, key, iv!.content, encrypted)
}

function decrypt3Des(parameters: Der | undefined, encrypted: Buffer, password: string): Buffer {
  const [salt, iterations] = partsOf(parameters, 2)
  const derive = (purpose: number, length: number) => deriveKey('sha1', password, salt!.content, bounded(iterations!), purpose, length)
  return decipher('des-ede3-cbc', derive(1, 24), derive(2, 8), encrypted)
}

function decipher(name: string, key: Buffer, iv: Buffer, encrypted: Buffer): Buffer {
  const cipher = createDecipheriv(name, key, iv)
  return Buffer.concat([cipher.update(encrypted), cipher.final()])
}

/** Throws `RangeError` for more than anybody asks for in earnest. */
export function bounded(iterations: Der): number {
  const count = integer(iterations)
  if (count > ITERATION_LIMIT) throw new RangeError('A PKCS#12 file asks for too many iterations')
  return count
}

/** Key derivation of PKCS#12 (RFC 7292 appendix B.2). `purpose`: 1 = key, 2 = initial vector, 3 = MAC key. */
export function deriveKey(digest: string, password: string, salt: Buffer, iterations: number, purpose: number, length: number): Buffer {
  const block = digest === 'sha384' || digest === 'sha512' ? 128 : 64
  const diversifier = Buffer.alloc(block, purpose)
  const input = Buffer.concat([filled(salt, block), filled(bmpString(password), block)])
  const derived: Buffer[] = []
  for (let size = 0; size < length; size += derived.at(-1)!.length) {
    let hash = createHash(digest).update(diversifier).update(input).digest()
    for (let round = 1; round < iterations; round++) hash = createHash(digest).update(hash).digest()
    derived.push(hash)
    addToBlocks(input, repeated(hash, block), block)
  }
  return Buffer.concat(derived).subarray(0, length)
}

/** Adds `addend + 1` to every block, as big-endian numbers of the block's length. */
function addToBlocks(input: Buffer, addend: Buffer, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1
    for (let index = block - 1; index >= 0; index--) {
      const sum = input[start + index]! + addend[index]! + carry
      input[start + index] = sum & 0xff
      carry = sum >> 8
    }
  }
}

/** Two bytes per character, big endian, with a zero at the end. */
const bmpString = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le').swap16()

const filled = (bytes: Buffer, block: number): Buffer => repeated(bytes, Math.ceil(bytes.length / block) * block)

const repeated = (bytes: Buffer, length: number): Buffer => (length === 0 ? Buffer.alloc(0) : Buffer.alloc(length, bytes))

const unsupported = (id: string): SluiceError =>
  new SluiceError('not-supported', `The PKCS#12 file is encrypted with ${id}, which is out of use. Export it anew with AES or triple DES.`)
