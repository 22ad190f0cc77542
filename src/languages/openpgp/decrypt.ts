import { type Config, decrypt as decryptMessage, enums, type Message, readMessage } from 'openpgp'
import type { PgpKeyBlock } from '../../engine/services.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { privateKeyOf, publicKeyOf } from './key-cache.ts'

export interface Decryption {
  /** Secret keys without passphrase. */
  readonly secretKeys: readonly PgpKeyBlock[]
  readonly signatures: 'none' | 'optional' | 'required'
  /** Armored public keys of expected senders. */
  readonly senders: readonly string[]
  /** Now, milliseconds since the epoch. */
  readonly time: number
  /** Largest content, bytes. */
  readonly limit: number
}

/**
 * Decrypts a message, armored or not, that one of the secret keys opens, and checks its signatures. Throws
 * `processing-failed` with the reason and `too-large`.
 */
export async function decrypt(content: Uint8Array, decryption: Decryption): Promise<Uint8Array> {
  const message = await read(content)
  const armored = fittingKeys(message, decryption.secretKeys)
  const { data, signatures } = await open(message, armored, decryption)
  if (decryption.signatures === 'none' && signatures.length > 0) {
    throw refusal('it is signed, and no signature is expected')
  }
  if (decryption.signatures === 'required' && signatures.length === 0) {
    throw refusal('it is not signed, and a signature is required')
  }
  if (decryption.signatures !== 'none' && signatures.length > 0) await requireOneValid(signatures)
  return data
}

const ARMOR = '-----BEGIN PGP'

async function read(content: Uint8Array): Promise<Message<Uint8Array>> {
  const start = Buffer.from(content.subarray(0, 1000)).toString('latin1')
  try {
    return start.includes(ARMOR)
      ? ((await readMessage({ armoredMessage: Buffer.from(content).toString('latin1') })) as Message<Uint8Array>)
      : await readMessage({ binaryMessage: content })
  } catch (cause) {
    throw refusal(`it is no OpenPGP message. ${messageOf(cause)}`, cause)
  }
}

/** A message may hide for whom it is; then every key is tried. */
function fittingKeys(message: Message<Uint8Array>, secretKeys: readonly PgpKeyBlock[]): string[] {
  const wanted = message.getEncryptionKeyIDs()
  if (wanted.length === 0) throw refusal('it is not encrypted for a key')
  const ids = wanted.map((id) => id.toHex().toUpperCase())
  const isHidden = ids.some((id) => /^0+$/.test(id))
  const fitting = isHidden ? secretKeys : secretKeys.filter(({ keyIds }) => ids.some((id) => keyIds.includes(id)))
  if (fitting.length === 0) throw refusal(`the secret keyring has none of the keys ${ids.join(', ')}`)
  return fitting.map(({ armored }) => armored)
}

type Opened = Pick<Awaited<ReturnType<typeof decryptMessage>>, 'signatures'> & { readonly data: Uint8Array }

async function open(message: Message<Uint8Array>, armored: readonly string[], { senders, time, limit }: Decryption): Promise<Opened> {
  // Partners still send messages without integrity protection, signatures with SHA-1, and to short keys.
  const config: Partial<Config> = {
    allowUnauthenticatedMessages: true,
    maxDecompressedMessageSize: limit,
    minRSABits: 1024,
    rejectMessageHashAlgorithms: new Set([enums.hash.md5]),
  }
  try {
    return await decryptMessage({
      message,
      decryptionKeys: await Promise.all(armored.map(privateKeyOf)),
      verificationKeys: await Promise.all(senders.map(publicKeyOf)),
      format: 'binary',
      date: new Date(time),
      config,
    })
  } catch (cause) {
    if (/Maximum decompressed message size/.test(messageOf(cause))) {
      throw new SluiceError('too-large', `The decrypted message is larger than ${limit} bytes`, { cause })
    }
    throw refusal(messageOf(cause), cause)
  }
}

async function requireOneValid(signatures: Opened['signatures']): Promise<void> {
  const outcomes = await Promise.allSettled(signatures.map(({ verified }) => verified))
  if (outcomes.some(({ status }) => status === 'fulfilled')) return
  const reasons = outcomes.map((outcome) => (outcome.status === 'rejected' ? messageOf(outcome.reason) : ''))
  throw refusal(`none of its signatures can be verified. ${reasons.join('; ')}`)
}

const refusal = (reason: string, cause?: unknown): SluiceError =>
  new SluiceError('processing-failed', `The message cannot be decrypted with PGP: ${reason}`, { cause })
