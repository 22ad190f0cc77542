import { enums, generateKey, type PrivateKey, readMessage } from 'openpgp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PgpKeyBlock } from '../../engine/services.ts'
import { type Decryption, decrypt } from './decrypt.ts'
import { type Encryption, encrypt, SESSION_KEY_BYTES, type SymmetricAlgorithm } from './encrypt.ts'
import { privateKeyOf } from './key-cache.ts'

const NOW = Date.UTC(2026, 1, 1)
const ORDER = Buffer.from('<order/>'.repeat(50))

interface Owner {
  readonly open: string
  readonly secret: PgpKeyBlock
}

let ada: Owner
let bob: Owner

async function owner(name: string, type: 'ecc' | 'rsa'): Promise<Owner> {
  const date = new Date(Date.UTC(2026, 0, 1))
  const key: PrivateKey = (await generateKey({ type, rsaBits: 2048, userIDs: [{ name }], format: 'object', date })).privateKey
  const keyIds = key.getKeys().map((each) => each.getKeyID().toHex().toUpperCase())
  return { open: key.toPublic().armor(), secret: { armored: key.armor(), userIds: [name], keyIds } }
}

beforeAll(async () => {
  ada = await owner('Ada', 'ecc')
  // Keys of elliptic curves raise the digest to what suits the curve.
  bob = await owner('Bob', 'rsa')
})

const encryption = (changes: Partial<Encryption> = {}): Encryption => ({
  algorithm: 'aes256',
  compression: 'zlib',
  armored: true,
  fileName: '_CONSOLE',
  recipients: [ada.open],
  signers: [],
  digest: 'sha256',
  time: NOW,
  ...changes,
})

const decryption = (changes: Partial<Decryption> = {}): Decryption => ({
  secretKeys: [bob.secret, ada.secret],
  signatures: 'none',
  senders: [],
  time: NOW + 1000,
  limit: 1000,
  ...changes,
})

/** The digest that the first packet within the compressed data names: a one-pass signature (RFC 4880 §5.4). */
async function digestOf(message: Uint8Array): Promise<string> {
  const sealed = await readMessage({ armoredMessage: Buffer.from(message).toString() })
  const [compressed] = (await sealed.decrypt([await privateKeyOf(ada.secret.armored)])).packets as unknown as {
    packets: { hashAlgorithm: number }[]
  }[]
  return enums.read(enums.hash, compressed!.packets[0]!.hashAlgorithm)
}

const refusal = (reason: unknown) => ({ code: 'processing-failed', message: reason })

describe('encrypted messages', () => {
  it.each(Object.keys(SESSION_KEY_BYTES) as SymmetricAlgorithm[])('are decrypted again with %s', async (algorithm) => {
    const message = await encrypt(ORDER, encryption({ algorithm, armored: false }))
    expect(message[0]).toBeGreaterThan(0x7f)
    expect(Buffer.from(await decrypt(message, decryption()))).toEqual(ORDER)
  })

  it('are text when armored', async () => {
    const message = Buffer.from(await encrypt(ORDER, encryption())).toString()
    expect(message).toMatch(/^-----BEGIN PGP MESSAGE-----\r?\n[\s\S]*-----END PGP MESSAGE-----\r?\n$/)
  })

  it('are for each recipient', async () => {
    const message = await encrypt(ORDER, encryption({ recipients: [ada.open, bob.open] }))
    for (const { secret } of [ada, bob]) {
      expect(Buffer.from(await decrypt(message, decryption({ secretKeys: [secret] })))).toEqual(ORDER)
    }
  })

  it.each(['uncompressed', 'zip', 'zlib'] as const)('are compressed with %s', async (compression) => {
    const message = await encrypt(ORDER, encryption({ compression, armored: false }))
    expect(message.length < 400).toBe(compression !== 'uncompressed')
    expect(Buffer.from(await decrypt(message, decryption()))).toEqual(ORDER)
  })

  it('are for keys that can encrypt at the time', async () =>
    expect(encrypt(ORDER, encryption({ time: 0 }))).rejects.toMatchObject(
      refusal(expect.stringContaining('The message cannot be encrypted with PGP: Error encrypting message: ')),
    ))
})

describe('signed messages', () => {
  it.each(['sha256', 'sha384', 'sha512'] as const)('are signed with %s and verified', async (digest) => {
    const message = await encrypt(ORDER, encryption({ signers: [bob.secret.armored], digest }))
    expect(await digestOf(message)).toBe(digest)
    for (const signatures of ['required', 'optional'] as const) {
      expect(Buffer.from(await decrypt(message, decryption({ signatures, senders: [ada.open, bob.open] })))).toEqual(ORDER)
    }
  })

  it.each([
    ['none', 'it is signed, and no signature is expected'],
    ['optional', expect.stringContaining('none of its signatures can be verified. Could not find signing key with key ID')],
    ['required', expect.stringContaining('none of its signatures can be verified. Could not find signing key with key ID')],
  ] as const)('by somebody else are refused when they are %s', async (signatures, reason) => {
    const message = await encrypt(ORDER, encryption({ signers: [bob.secret.armored] }))
    const expected = typeof reason === 'string' ? `The message cannot be decrypted with PGP: ${reason}` : reason
    await expect(decrypt(message, decryption({ signatures, senders: [ada.open] }))).rejects.toMatchObject(refusal(expected))
  })

  it('that need not be signed are read without', async () => {
    const message = await encrypt(ORDER, encryption())
    expect(Buffer.from(await decrypt(message, decryption({ signatures: 'optional' })))).toEqual(ORDER)
    await expect(decrypt(message, decryption({ signatures: 'required' }))).rejects.toMatchObject(
      refusal('The message cannot be decrypted with PGP: it is not signed, and a signature is required'),
    )
  })
})

describe('what cannot be decrypted', () => {
  it('a message for somebody else', async () =>
    expect(decrypt(await encrypt(ORDER, encryption()), decryption({ secretKeys: [bob.secret] }))).rejects.toMatchObject(
      refusal(`The message cannot be decrypted with PGP: the secret keyring has none of the keys ${ada.secret.keyIds[1]}`),
    ))

  it.each(['', '<order/>', '-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP MESSAGE-----'])('%j', async (text) =>
    expect(decrypt(Buffer.from(text), decryption())).rejects.toMatchObject(
      refusal(expect.stringMatching(/^The message cannot be decrypted with PGP: it is (no OpenPGP message|not encrypted for a key)/)),
    ),
  )

  it('a message that was changed', async () => {
    const message = Buffer.from(await encrypt(ORDER, encryption({ armored: false })))
    message[message.length - 10]! ^= 1
    await expect(decrypt(message, decryption())).rejects.toMatchObject(
      refusal(expect.stringContaining('The message cannot be decrypted with PGP: Error decrypting message: ')),
    )
  })

  it('a message that is larger than the limit', async () =>
    expect(decrypt(await encrypt(Buffer.alloc(1001), encryption()), decryption())).rejects.toMatchObject({
      code: 'too-large',
      message: 'The decrypted message is larger than 1000 bytes',
    }))
})
