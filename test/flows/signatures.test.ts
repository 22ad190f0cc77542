import { beforeAll, expect, test } from 'vitest'
import { https, type StepSketch } from '../support/flow.ts'
import { useStage } from './stage.ts'

const stage = useStage()

beforeAll(async () => {
  await generateKeyPair('shop')
  await generateKeyPair('bank')
})

async function generateKeyPair(alias: string): Promise<void> {
  const answer = await stage.api('POST', 'KeyPairGenerationRequests', {
    Alias: alias,
    KeyType: 'RSA',
    KeySize: 2048,
    SignatureAlgorithm: 'SHA256withRSA',
    CommonName: alias,
    Country: 'DE',
    Organization: 'Tests',
    ValidNotBefore: '/Date(1700000000000)/',
    ValidNotAfter: '/Date(2000000000000)/',
  })
  expect([answer.status, await answer.text()]).toEqual([204, ''])
}

const step = (activity: string, properties: Record<string, string>): StepSketch => ({ activity, properties })
const table = (...cells: string[]): string => `<row>${cells.map((cell) => `<cell>${cell}</cell>`).join('')}</row>`

const call = async (path: string, body: string): Promise<[number, string]> => {
  const answer = await stage.call(path, body)
  return [answer.status, await answer.text()]
}

test('a message is signed and encrypted as PKCS#7, and decrypted and verified', async () => {
  const sign = step('SignMessage', { headers: table('shop', 'SHA256/RSA', 'true', 'true') })
  const encrypt = step('Encrypt', { headers: table('bank'), shouldEncodeBodyKey: 'true', Encryption_Algorithem: 'AES/GCM/NoPadding' })
  const decrypt = step('Decrypt', { isBodyBase64Encoded: 'true' })
  const verify = (alias: string) => step('VerifySign', { publicKeyAliases: table(alias) })
  await stage.deploy({ id: 'Seal', sender: https('/seal'), steps: [sign, encrypt] })
  await stage.deploy({ id: 'Open', sender: https('/open'), steps: [decrypt, verify('shop')] })
  await stage.deploy({ id: 'Doubt', sender: https('/doubt'), steps: [decrypt, verify('bank')] })
  const [, sealed] = await call('/seal', '<order/>')
  expect(sealed).toMatch(/^MI[\w+/]+=*$/)
  expect(await call('/open', sealed)).toEqual([200, '<order/>'])
  expect((await call('/doubt', sealed))[0]).toBe(500)
})

test('an XML signature is written and verified, and changed content is refused', async () => {
  const sign = step('XMLDigitalSignMessage', {
    privateKeyAlias: 'shop',
    signatureAlgorithm: 'SHA256/RSA',
    signatureType: 'Enveloped XML signature',
    parentLocalName: 'order',
    keyInfoHasKeyValue: 'false',
  })
  const verify = step('XMLDigitalVerifySign', { publicKeyAliases: table('shop') })
  await stage.deploy({ id: 'Sign', sender: https('/sign'), steps: [sign] })
  await stage.deploy({ id: 'Verify', sender: https('/verify'), steps: [verify] })
  const [status, signed] = await call('/sign', '<order><total>9</total></order>')
  expect([status, await call('/verify', signed)]).toEqual([
    200,
    [200, '<?xml version="1.0" encoding="UTF-8"?><order><total>9</total></order>'],
  ])
  expect((await call('/verify', signed.replace('9', '8')))[0]).toBe(500)
})
