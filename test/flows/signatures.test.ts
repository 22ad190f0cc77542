import { afterAll, beforeAll, expect, test } from 'vitest'
import { deploy } from '../support/deploy.ts'
import { https, type StepSketch } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
let authorization: string

beforeAll(async () => {
  tenant = await testTenant()
  const { client, secret } = await tenant.platform.clients.register({ name: 'Tests', application: 'iflmap' })
  await tenant.platform.assignments.assign({ user: `oauth_client_${client.clientId}`, application: 'iflmap', role: 'ESBMessaging.send' })
  authorization = `Basic ${Buffer.from(`${client.clientId}:${secret}`).toString('base64')}`
  await generateKeyPair('shop')
  await generateKeyPair('bank')
})
afterAll(() => tenant.stop())

async function generateKeyPair(alias: string): Promise<void> {
  const answer = await fetch(`${tenant.publicUrl}/api/v1/KeyPairGenerationRequests`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tenant.adminToken}`, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      Alias: alias,
      KeyType: 'RSA',
      KeySize: 2048,
      SignatureAlgorithm: 'SHA256withRSA',
      CommonName: alias,
      Country: 'DE',
      Organization: 'Tests',
      ValidNotBefore: '/Date(1700000000000)/',
      ValidNotAfter: '/Date(2000000000000)/',
    }),
  })
  expect([answer.status, await answer.text()]).toEqual([204, ''])
}

const step = (activity: string, properties: Record<string, string>): StepSketch => ({ activity, properties })
const table = (...cells: string[]): string => `<row>${cells.map((cell) => `<cell>${cell}</cell>`).join('')}</row>`

const call = async (path: string, body: string): Promise<[number, string]> => {
  const answer = await fetch(`${tenant.publicUrl}/http${path}`, { method: 'POST', headers: { authorization }, body })
  return [answer.status, await answer.text()]
}

test('a message is signed and encrypted as PKCS#7, and decrypted and verified', async () => {
  const sign = step('SignMessage', { headers: table('shop', 'SHA256/RSA', 'true', 'true') })
  const encrypt = step('Encrypt', { headers: table('bank'), shouldEncodeBodyKey: 'true', Encryption_Algorithem: 'AES/GCM/NoPadding' })
  const decrypt = step('Decrypt', { isBodyBase64Encoded: 'true' })
  const verify = (alias: string) => step('VerifySign', { publicKeyAliases: table(alias) })
  await deploy(tenant, { id: 'Seal', sender: https('/seal'), steps: [sign, encrypt] })
  await deploy(tenant, { id: 'Open', sender: https('/open'), steps: [decrypt, verify('shop')] })
  await deploy(tenant, { id: 'Doubt', sender: https('/doubt'), steps: [decrypt, verify('bank')] })
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
  await deploy(tenant, { id: 'Sign', sender: https('/sign'), steps: [sign] })
  await deploy(tenant, { id: 'Verify', sender: https('/verify'), steps: [verify] })
  const [status, signed] = await call('/sign', '<order><total>9</total></order>')
  expect([status, await call('/verify', signed)]).toEqual([
    200,
    [200, '<?xml version="1.0" encoding="UTF-8"?><order><total>9</total></order>'],
  ])
  expect((await call('/verify', signed.replace('9', '8')))[0]).toBe(500)
})
