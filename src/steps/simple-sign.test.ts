import { generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../engine/fields.ts'
import type { Keys } from '../engine/services.ts'
import { SluiceError } from '../kernel/errors.ts'
import step from './simple-sign.ts'
import { contextOf, exchangeOf } from './step.fixture.ts'

const PAIRS = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
}

const keyPair: Keys['keyPair'] = async (alias) => {
  if (alias in PAIRS) return { privateKey: PAIRS[alias as keyof typeof PAIRS].privateKey, chain: [] }
  throw new SluiceError('processing-failed', `There is no key pair with the alias '${alias}' in the keystore`)
}

async function sign({ header = 'Signature', ...properties }: Record<string, string>, headers: Record<string, string> = {}) {
  const context = contextOf(step, { privateKeyAlias: 'rsa', signatureTargetHeader: header, ...properties })
  const services = { ...context.flow.services, keys: { ...context.flow.services.keys, keyPair } }
  const run = await step.compile(readConfig(step.fields, context.node.properties), { ...context, flow: { ...context.flow, services } })
  const exchange = exchangeOf({ body: '<order/>', headers })
  expect(await run(exchange)).toBeUndefined()
  expect(exchange.body.asText()).toBe('<order/>')
  return Buffer.from(String(exchange.headers.get(header || 'SAPSimpleSignatureValue')), 'base64')
}

describe('Simple Signer', () => {
  it.each([
    ['SHA256/RSA', 'rsa', 'sha256'],
    ['SHA/RSA', 'rsa', 'sha1'],
    ['SHA3-512/RSA', 'rsa', 'sha3-512'],
    ['MD5/RSA', 'rsa', 'md5'],
    ['RIPEMD160/RSA', 'rsa', 'ripemd160'],
    ['SHA384/ECDSA', 'ec', 'sha384'],
    ['SHA1/ECDSA', 'ec', 'sha1'],
  ] as const)('signs with %s', async (signatureAlgorithm, privateKeyAlias, digest) => {
    const signature = await sign({ signatureAlgorithm, privateKeyAlias })
    expect(verify(digest, Buffer.from('<order/>'), PAIRS[privateKeyAlias].publicKey, signature)).toBe(true)
  })

  it('signs with SHA512/RSA into SAPSimpleSignatureValue when it is not told otherwise', async () =>
    expect(verify('sha512', Buffer.from('<order/>'), PAIRS.rsa.publicKey, await sign({ header: '' }))).toBe(true))

  it('takes the alias from a header', async () =>
    expect(
      verify('sha512', Buffer.from('<order/>'), PAIRS.rsa.publicKey, await sign({ privateKeyAlias: '${header.key}' }, { key: 'rsa' })),
    ).toBe(true))

  it.each([
    [{ privateKeyAlias: 'none' }, "There is no key pair with the alias 'none' in the keystore"],
    [{ privateKeyAlias: 'ec' }, "The key pair 'ec' does not fit the signature algorithm SHA512/RSA"],
  ])('fails with %j', async (properties, message) => expect(sign(properties)).rejects.toMatchObject({ code: 'processing-failed', message }))

  it.each([
    [{ privateKeyAlias: '' }, 'The alias of the private key is not given'],
    [{ signatureAlgorithm: 'MD2/RSA' }, 'MD2/RSA is not supported'],
  ])('does not compile %j', async (properties, message) => expect(sign(properties as Record<string, string>)).rejects.toThrow(message))
})
