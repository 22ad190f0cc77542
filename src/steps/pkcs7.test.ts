import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import type { StepDefinition } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { KeyFiles } from '../languages/cms/key-files.fixture.ts'
import { readSignedData } from '../languages/cms/signed-data.ts'
import pkcs7Decrypt from './pkcs7-decrypt.ts'
import pkcs7Encrypt from './pkcs7-encrypt.ts'
import pkcs7Sign from './pkcs7-sign.ts'
import pkcs7Verify from './pkcs7-verify.ts'
import { keysOf } from './signing/keys.fixture.ts'
import { exchangeOf, runStep } from './step.fixture.ts'

const ORDER = '<order>ä</order>'

let files: KeyFiles<'rsa' | 'rsa-other' | 'ec'>
beforeAll(() => {
  files = new KeyFiles(['rsa', 'rsa-other', 'ec'])
}, 30_000)
afterAll(() => files.remove())

const run = (step: StepDefinition, properties: Record<string, string>, exchange: Exchange): Promise<Exchange> =>
  runStep(step, properties, exchange, { services: { keys: keysOf(files.pairs) } })

const rows = (...cells: string[][]) => cells.map((row) => `<row>${row.map((cell) => `<cell>${cell}</cell>`).join('')}</row>`).join('')
const signers = (...cells: string[][]) => ({ headers: rows(...cells) })
const sealers = (...cells: string[][]) => ({ PKCS7PrivateKeyAliases: rows(...cells) })
const recipients = (...names: string[]) => ({ headers: rows(...names.map((name) => [name])) })
const aliases = (...names: string[]) => ({ publicKeyAliases: rows(...names.map((name) => [name])) })

const withBody = (body: Uint8Array | string): Exchange => {
  const exchange = exchangeOf()
  exchange.body = typeof body === 'string' ? Body.text(body) : Body.bytes(body)
  return exchange
}

const sign = (properties: Record<string, string>, exchange = withBody(ORDER)) =>
  run(pkcs7Sign, { ...signers(['rsa', 'SHA256/RSA', 'true', 'true']), ...properties }, exchange)

const verify = async (exchange: Exchange, properties: Record<string, string> = {}): Promise<string> =>
  (await run(pkcs7Verify, { ...aliases('rsa'), ...properties }, exchange)).body.asText()

const failing = (code: string, message: string) => ({ code, message })

describe('PKCS#7/CMS Signer and Verifier', () => {
  it('puts signed data with the content into the body', async () => {
    const exchange = await sign({ shouldIncludeContentInSign: 'true', shouldEncodeSignedData: 'false', Block_Size: '2048' })
    expect([exchange.body.isText, Buffer.from(readSignedData(exchange.body.asBytes()).content!).toString()]).toEqual([false, ORDER])
    expect(await verify(exchange)).toBe(ORDER)
  })

  it('encodes it in Base64', async () => {
    const exchange = await sign({ shouldEncodeSignedData: 'true' })
    expect(exchange.body.asText()).toMatch(/^MI[\w+/]+=*$/)
    expect(await verify(exchange, { isBodyBase64Encoded: 'true' })).toBe(ORDER)
  })

  it.each([
    ['a property', {}, {}],
    ['a property in Base64', { shouldEncodeSignedData: 'true' }, { isHeaderBase64Encoded: 'true' }],
    ['a header of old signers', { signedDataTarget: 'header' }, {}],
    ['a header in Base64', { signedDataTarget: 'header', shouldEncodeSignedData: 'true' }, { isHeaderBase64Encoded: 'true' }],
  ])('puts signed data without the content into %s', async (_, signing, verifying) => {
    const exchange = await sign({ shouldIncludeContentInSign: 'false', ...signing })
    const isHeader = 'signedDataTarget' in signing
    expect([exchange.body.asText(), exchange.headers.has('SapCmsSignedData'), exchange.properties.has('SapCmsSignedData')]).toEqual([
      ORDER,
      isHeader,
      !isHeader,
    ])
    expect(await verify(exchange, verifying)).toBe(ORDER)
    exchange.body = Body.text('<order/>')
    await expect(verify(exchange, verifying)).rejects.toThrow('the content was changed')
  })

  it('takes the property before the header', async () => {
    const exchange = await sign({ shouldIncludeContentInSign: 'false' })
    exchange.headers.set('SapCmsSignedData', 'no signed data')
    expect(await verify(exchange)).toBe(ORDER)
  })

  it.each([
    ['1.2.840.113549.1.7.5 (Digested Data)', '1.2.840.113549.1.7.5'],
    ['${property.type}', '1.2.3'],
  ])('states the content type %s', async (OIDContentType, contentType) => {
    const exchange = withBody(ORDER)
    exchange.properties.set('type', '1.2.3')
    await sign({ shouldIncludeContentInSign: 'false', OIDContentType }, exchange)
    expect(readSignedData(exchange.properties.get('SapCmsSignedData') as Uint8Array).contentType).toBe(contentType)
    expect(await verify(exchange)).toBe(ORDER)
  })

  it('reads aliases from headers and properties, and overlooks certificates that are not there yet', async () => {
    const exchange = withBody(ORDER)
    exchange.headers.set('key', 'ec')
    await sign(signers(['${header.key}', 'SHA384/ECDSA', 'false', 'false']), exchange)
    expect(await verify(exchange, aliases('of next year', '${header.key}'))).toBe(ORDER)
  })

  it('reads cells by their names', async () => {
    const cells = "<row><cell id='Signature Algorithm'>SHA1/ECDSA</cell><cell id='Private Key Alias'>ec</cell></row>"
    expect(await verify(await sign({ headers: cells }), aliases('ec'))).toBe(ORDER)
  })

  it.each<[string, () => Promise<unknown>, { code: string; message: string }]>([
    [
      'an unknown key pair',
      () => sign(signers(['none', 'SHA256/RSA'])),
      failing('processing-failed', "There is no key pair with the alias 'none' in the keystore"),
    ],
    [
      'another kind of key',
      () => sign(signers(['ec', 'SHA256/RSA'])),
      failing('processing-failed', "The key pair 'ec' does not fit the signature algorithm SHA256/RSA"),
    ],
    [
      'a content type that is none',
      () => sign({ shouldIncludeContentInSign: 'false', OIDContentType: '${property.none}' }),
      failing('processing-failed', "'' is no object identifier of a content type"),
    ],
    ['no signer', () => sign({ headers: '' }), failing('deploy-failed', 'No private key alias says who signs')],
    ['a signer without alias', () => sign(signers(['', 'SHA256/RSA'])), failing('deploy-failed', 'A signer has no private key alias')],
    ['a digest that is gone', () => sign(signers(['rsa', 'MD2/RSA'])), failing('deploy-failed', 'MD2/RSA is not supported')],
    ['a pair that nobody defined', () => sign(signers(['rsa', 'MD5/ECDSA'])), failing('deploy-failed', 'MD5/ECDSA is not supported')],
    [
      'an unknown setting',
      () => sign({ newSetting: 'on' }),
      failing('deploy-failed', 'The setting newSetting is not known, and a signature or an encryption without it could be another'),
    ],
  ])('does not sign with %s', async (_, act, expected) => expect(act()).rejects.toMatchObject(expected))

  it.each<[string, () => Promise<unknown>, { code: string; message: string }]>([
    [
      'of another signer',
      async () => verify(await sign({}), aliases('ec', 'rsa-other')),
      failing('processing-failed', 'The PKCS#7 signature cannot be verified: none of its signatures is of an expected signer'),
    ],
    [
      'of a signer without certificate',
      async () => verify(await sign({}), aliases('a', 'b')),
      failing('processing-failed', "The keystore has no certificate with the alias 'a', 'b'"),
    ],
    [
      'apart from its content',
      async () => {
        const signed = await sign({ shouldIncludeContentInSign: 'false' })
        return verify(withBody(signed.properties.get('SapCmsSignedData') as Uint8Array))
      },
      failing('processing-failed', 'The PKCS#7 signed data holds no content, and SapCmsSignedData is not set'),
    ],
    [
      'that is none',
      () => verify(withBody(ORDER)),
      failing('processing-failed', 'The body is no PKCS#7 message: there is no valid element at byte 0'),
    ],
    [
      'without aliases',
      () => verify(withBody(ORDER), { publicKeyAliases: '' }),
      failing('deploy-failed', 'No public key alias says who may sign'),
    ],
  ])('refuses a signature %s', async (_, act, expected) => expect(act()).rejects.toMatchObject(expected))
})

const encrypt = (properties: Record<string, string>, exchange = withBody(ORDER)) =>
  run(pkcs7Encrypt, { ...recipients('rsa', 'rsa-other'), ...properties }, exchange)

const decrypt = async (exchange: Exchange, properties: Record<string, string> = {}): Promise<string> =>
  (await run(pkcs7Decrypt, properties, exchange)).body.asText()

const SEALED = { PKCS7SignContentType: 'signedAndEnveloped' }
const SIGNED = { PKCS7SignContentType: 'SignedAndEnvelopedData' }
const EITHER = { PKCS7SignContentType: 'EnvelopedDataOrSignedAndEnvelopedData' }

describe('PKCS#7/CMS Encryptor and Decryptor', () => {
  it.each([
    [{}],
    [{ Encryption_Algorithem: 'AES/GCM/NoPadding', Key_Length: '256' }],
    [{ Encryption_Algorithem: 'DESede/CBC/PKCS5Padding', Key_Length: '168' }],
    [{ Encryption_Algorithem: 'DES/CBC/PKCS5Padding', Key_Length: '56' }],
  ])('encrypts and decrypts with %j', async (properties) => {
    expect(await decrypt(await encrypt(properties as Record<string, string>))).toBe(ORDER)
  })

  it('encodes in Base64, for an alias of a header', async () => {
    const exchange = withBody(ORDER)
    exchange.headers.set('to', 'rsa')
    await encrypt({ ...recipients('${header.to}'), shouldEncodeBodyKey: 'true' }, exchange)
    expect(exchange.body.asText()).toMatch(/^MI[\w+/]+=*$/)
    expect(await decrypt(exchange, { isBodyBase64Encoded: 'true' })).toBe(ORDER)
  })

  it('signs and verifies', async () => {
    const exchange = () => encrypt({ ...SEALED, ...sealers(['ec', 'SHA256/ECDSA', 'true']) })
    expect(await decrypt(await exchange(), { ...SIGNED, ...aliases('ec') })).toBe(ORDER)
    expect(await decrypt(await exchange(), { ...EITHER, ...aliases('rsa', 'ec') })).toBe(ORDER)
    await expect(decrypt(await exchange(), { ...SIGNED, ...aliases('rsa') })).rejects.toThrow(
      'none of its signatures is of an expected signer',
    )
    await expect(decrypt(await exchange())).rejects.toThrow('The PKCS#7 message is signed, and no signature is expected')
  })

  it('requires a signature when it is told to', async () => {
    await expect(decrypt(await encrypt({}), { ...SIGNED, ...aliases('ec') })).rejects.toMatchObject(
      failing('processing-failed', 'The PKCS#7 message is not signed, and a signature is required'),
    )
    expect(await decrypt(await encrypt({}), { ...EITHER, ...aliases('ec') })).toBe(ORDER)
  })

  it('refuses what is for others', async () => {
    const exchange = await encrypt({})
    const others = { keys: keysOf({ ec: files.pairs.ec }) }
    await expect(runStep(pkcs7Decrypt, {}, exchange, { services: others })).rejects.toMatchObject(
      failing('processing-failed', 'The PKCS#7 message is for none of the key pairs of the keystore'),
    )
    expect(await decrypt(exchange)).toBe(ORDER)
  })

  it.each<[Record<string, string>, { code: string; message: string }]>([
    [recipients('rsa', 'none'), failing('processing-failed', "The keystore has no certificate with the alias 'none'")],
    [recipients('rsa', 'ec'), failing('processing-failed', "The certificate 'ec' has no RSA key, and only those encrypt")],
    [recipients('${header.none}'), failing('processing-failed', 'No public key alias says for whom to encrypt')],
    [recipients(), failing('deploy-failed', 'No public key alias says for whom to encrypt')],
    [{ Encryption_Algorithem: 'RC2/CBC/PKCS5Padding' }, failing('deploy-failed', 'RC2/CBC/PKCS5Padding is not supported')],
    [{ Key_Length: '512' }, failing('deploy-failed', 'AES/CBC/PKCS5Padding has no key of 512 bits')],
    [{ ...SEALED }, failing('deploy-failed', 'No private key alias says who signs')],
    [
      { ...SEALED, ...sealers(['ec', 'SHA256/ECDSA']), Encryption_Algorithem: 'AES/GCM/NoPadding' },
      failing('deploy-failed', 'AES/GCM/NoPadding is for enveloped data only'),
    ],
    [
      { newSetting: 'on' },
      failing('deploy-failed', 'The setting newSetting is not known, and a signature or an encryption without it could be another'),
    ],
  ])('does not encrypt with %j', async (properties, expected) => expect(encrypt(properties)).rejects.toMatchObject(expected))

  it.each<[Record<string, string>, string | RegExp]>([
    [SIGNED, 'No public key alias says who may sign'],
    [{ newSetting: 'on' }, 'The setting newSetting is not known'],
    [{ PKCS7SignContentType: 'Sometimes' }, /^PKCS7SignContentType must be one of/],
  ])('does not compile a Decryptor with %j', async (properties, message) =>
    expect(decrypt(withBody(''), properties)).rejects.toThrow(message),
  )
})
