import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { badRequest } from '../../odata/failure.ts'
import { type Der, objectId, partsOf, readDer } from './der.ts'
import { wide } from './java-text.ts'
import { bounded } from './pkcs12-encryption.ts'

/** Algorithms that Java uses in keystores of its own and nowhere else. */
const JKS_PROTECTION = '1.3.6.1.4.1.42.2.17.1.1'
const PBE_MD5_3DES = '1.3.6.1.4.1.42.2.19.1'

const SHA1_LENGTH = 20
/** Rounds after which others have their turn. */
const ROUNDS_AT_ONCE = 10_000

/**
 * The PKCS#8 bytes behind an `EncryptedPrivateKeyInfo` of a JKS or JCEKS file; nothing when the password is wrong. Throws
 * `RangeError` for what is no such thing.
 */
export async function decryptJksKey(info: Buffer, password: string): Promise<Buffer | undefined> {
  const [algorithm, encrypted] = partsOf(readDer(info)[0], 2)
  const [id, parameters] = partsOf(algorithm, 1)
  switch (objectId(id!)) {
    case JKS_PROTECTION:
      return decryptWithSha1(encrypted!.content, password)
    case PBE_MD5_3DES:
      return decryptWithMd5(parameters, encrypted!.content, password)
    default:
      throw badRequest(`A private key of the keystore is encrypted with ${objectId(id!)}, which Java keystores do not use.`)
  }
}

/** Salt, then the key under a stream of digests that feed each other, then a digest of the plain key. */
function decryptWithSha1(protectedKey: Buffer, password: string): Buffer | undefined {
  const secret = wide(password)
  const encrypted = protectedKey.subarray(SHA1_LENGTH, -SHA1_LENGTH)
  const plain = Buffer.alloc(encrypted.length)
  let block = protectedKey.subarray(0, SHA1_LENGTH)
  for (let index = 0; index < plain.length; index++) {
    if (index % SHA1_LENGTH === 0) block = sha1(secret, block)
    plain[index] = encrypted[index]! ^ block[index % SHA1_LENGTH]!
  }
  const check = protectedKey.subarray(-SHA1_LENGTH)
  return check.length === SHA1_LENGTH && timingSafeEqual(sha1(secret, plain), check) ? plain : undefined
}

const sha1 = (...parts: readonly Buffer[]): Buffer => createHash('sha1').update(Buffer.concat(parts)).digest()

/** Triple DES under digests of each half of the salt: the first is most of the key, the second its end and the initial vector. */
async function decryptWithMd5(parameters: Der | undefined, encrypted: Buffer, password: string): Promise<Buffer | undefined> {
  const [salt, iterations] = partsOf(parameters, 2)
  const secret = Buffer.from(password)
  const rounds = bounded(iterations!)
  const first = await digested(salt!.content.subarray(0, 4), secret, rounds)
  const derived = Buffer.concat([first, await digested(salt!.content.subarray(4), secret, rounds)])
  const cipher = createDecipheriv('des-ede3-cbc', derived.subarray(0, 24), derived.subarray(24))
  try {
    return Buffer.concat([cipher.update(encrypted), cipher.final()])
  } catch {
    return undefined
  }
}

async function digested(half: Buffer, secret: Buffer, rounds: number): Promise<Buffer> {
  let digest = half
  for (let round = 0; round < rounds; round++) {
    if (round % ROUNDS_AT_ONCE === ROUNDS_AT_ONCE - 1) await setImmediate()
    digest = createHash('md5').update(digest).update(secret).digest()
  }
  return digest
}
