import { generateKey, type PrivateKey, type PublicKey } from 'openpgp'
import { beforeAll, describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import type { Run, StepDefinition } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { readConfig } from '../engine/fields.ts'
import type { Keys, PgpKeyBlock } from '../engine/services.ts'
import { ManualClock } from '../kernel/clock.ts'
import pgpDecrypt from './pgp-decrypt.ts'
import pgpEncrypt from './pgp-encrypt.ts'
import { contextOf, exchangeOf } from './step.fixture.ts'

const NOW = Date.UTC(2026, 1, 1)
const clock = new ManualClock(NOW)

let secret: PgpKeyBlock[]
let open: PgpKeyBlock[]

beforeAll(async () => {
  const date = new Date(Date.UTC(2026, 0, 1))
  const keys = await Promise.all(
    ['Ada', 'Bob'].map((name) =>
      generateKey({ type: 'ecc', userIDs: [{ name, email: `${name.toLowerCase()}@example.com` }], format: 'object', date }),
    ),
  )
  const block = (key: PrivateKey | PublicKey): PgpKeyBlock => ({
    armored: key.armor(),
    userIds: key.getUserIDs(),
    keyIds: key.getKeys().map((each) => each.getKeyID().toHex().toUpperCase()),
  })
  secret = keys.map(({ privateKey }) => block(privateKey))
  open = keys.map(({ publicKey }) => block(publicKey))
})

async function compileWithKeys(step: StepDefinition, properties: Record<string, string>): Promise<Run> {
  const keys: Partial<Keys> = { publicPgpKeys: async () => open, secretPgpKeys: async () => secret }
  const context = contextOf(step, properties)
  const services = { ...context.flow.services, clock, keys: { ...context.flow.services.keys, ...keys } }
  return step.compile(readConfig(step.fields, context.node.properties), { ...context, flow: { ...context.flow, services } })
}

async function run(step: StepDefinition, properties: Record<string, string>, exchange: Exchange): Promise<Exchange> {
  await (await compileWithKeys(step, properties))(exchange)
  return exchange
}

const userIds = (...parts: string[]) => parts.map((part) => `<row><cell id='UserID'>${part}</cell></row>`).join('')

const encrypted = async (properties: Record<string, string>, exchange = exchangeOf({ body: 'total;9' })): Promise<Exchange> =>
  run(pgpEncrypt, { PgpEncryptionUserIDs: userIds('ada@'), ...properties }, exchange)

const decrypted = async (exchange: Exchange, properties: Record<string, string> = {}): Promise<string> =>
  (await run(pgpDecrypt, properties, exchange)).body.asText()

describe('PGP Encryptor', () => {
  it('encrypts with the settings that flows have', async () => {
    const exchange = await encrypted({
      PgpSignatureOption: 'NoSignature',
      PgpContentEncryptionAlgorithm: 'AES',
      Key_Length: '256',
      PgpCompressionAlgorithm: 'ZLIB',
      PgpArmored: 'true',
      PgpIntegrity: 'true',
      PgpDigestAlgorithm: 'SHA-256',
      PgpSignerUserIDs: '',
    })
    expect(exchange.body.asText()).toMatch(/^-----BEGIN PGP MESSAGE-----/)
    expect(await decrypted(exchange, { PgpDecryptionSignatureOption: 'no_signature_allowed' })).toBe('total;9')
  })

  it('compresses with ZLIB when it is not told otherwise', () =>
    expect(readConfig(pgpEncrypt.fields, new Map())).toMatchObject({ compression: 'ZLIB' }))

  it.each(['Blowfish', 'CAST5', 'DESede', 'Twofish'])('encrypts with %s, not armored', async (cipher) => {
    const exchange = await encrypted({ PgpContentEncryptionAlgorithm: cipher, Key_Length: '128', PgpArmored: 'false' })
    expect(exchange.body.asBytes()[0]).toBeGreaterThan(0x7f)
    expect(await decrypted(exchange)).toBe('total;9')
  })

  it('takes user ids from headers and properties, and from cells without a name', async () => {
    const exchange = exchangeOf({ body: 'x', headers: { to: 'Bob <' }, properties: { signer: 'Ada' } })
    await encrypted(
      {
        PgpEncryptionUserIDs: '<row><cell>${header.to}</cell></row>',
        PgpSignatureOption: 'IncludeSignature',
        PgpSignerUserIDs: '<row><cell>${property.signer}</cell></row>',
      },
      exchange,
    )
    const signed = { PgpDecryptionSignatureOption: 'required', PgpDecryptionSignerUserIDs: userIds('ada@example.com') }
    expect(await decrypted(exchange, signed)).toBe('x')
  })

  it.each([
    [{ PgpEncryptionUserIDs: userIds('Carl', 'Dora') }, "The public PGP keyring has no key for the user IDs 'Carl', 'Dora'"],
    [{ PgpEncryptionUserIDs: userIds('${header.none}') }, 'The public PGP keyring has no key for the user IDs (none)'],
    [
      { PgpSignatureOption: 'IncludeSignature', PgpSignerUserIDs: userIds('Carl') },
      "The secret PGP keyring has no key for the user IDs 'Carl'",
    ],
  ])('fails with %j', async (properties, message) =>
    expect(encrypted(properties as Record<string, string>)).rejects.toMatchObject({ code: 'processing-failed', message }),
  )

  it.each([
    [{ PgpEncryptionUserIDs: '' }, 'No user ID says for whom to encrypt'],
    [{ PgpIntegrity: 'false' }, 'Messages without integrity protection can be changed unnoticed and are not written'],
    [{ PgpCompressionAlgorithm: 'BZip2' }, 'BZIP2 can be read and not written; every receiver reads ZIP and ZLIB'],
    [{ Key_Length: '512' }, 'AES has no key of 512 bits'],
    [{ PgpSignatureOption: 'IncludeSignature', PgpDigestAlgorithm: 'MD5' }, 'MD5 is broken, and signatures are not made with it'],
    [{ PgpContentEncryptionAlgorithm: 'DES' }, /^PgpContentEncryptionAlgorithm must be one of AES, /],
  ])('does not compile %j', async (properties, message) => expect(encrypted(properties as Record<string, string>)).rejects.toThrow(message))
})

describe('PGP Decryptor', () => {
  it('refuses a signature of somebody who is not expected', async () => {
    const exchange = await encrypted({ PgpSignatureOption: 'IncludeSignature', PgpSignerUserIDs: userIds('Bob') })
    const properties = { PgpDecryptionSignatureOption: 'optional', PgpDecryptionSignerUserIDs: userIds('Ada') }
    await expect(decrypted(exchange, properties)).rejects.toThrow('none of its signatures can be verified')
  })

  it('fails on what is no OpenPGP message', async () => {
    const exchange = exchangeOf()
    exchange.body = Body.text('total;9')
    await expect(decrypted(exchange)).rejects.toMatchObject({ code: 'processing-failed' })
  })
})
