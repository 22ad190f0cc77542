import { beforeEach, expect, test } from 'vitest'
import { readCertificate } from '../../identity/certificate.ts'
import { selfSigned } from '../../identity/testing/certificate.fixture.ts'
import { openPlatform } from '../platform.fixture.ts'

let platform: Awaited<ReturnType<typeof openPlatform>>
let pem: string
beforeEach(async () => {
  platform = await openPlatform()
  pem = (await selfSigned({ notBefore: Date.UTC(2026, 0, 1) })).pem
})

test('a certificate stands for a user until it is unmapped', async () => {
  const mapping = await platform.userCertificates.map({ user: 'maria', certificate: pem })
  expect(mapping).toEqual({
    ...readCertificate(pem)!,
    id: expect.any(String),
    user: 'maria',
    clientId: null,
    keyId: null,
    pinned: true,
    subaccountId: platform.subaccounts.neo.id,
    createdAt: Date.UTC(2026, 0, 1),
    createdBy: null,
    modifiedBy: null,
    modifiedAt: Date.UTC(2026, 0, 1),
  })
  expect(await platform.userCertificates.list()).toEqual([mapping])
  await platform.userCertificates.unmap(mapping.thumbprint)
  expect(await platform.userCertificates.list()).toEqual([])
})

test('a user may have several certificates, a certificate one user', async () => {
  await platform.userCertificates.map({ user: 'maria', certificate: pem })
  await platform.userCertificates.map({ user: 'maria', certificate: (await selfSigned()).pem })
  await expect(platform.userCertificates.map({ user: 'otto', certificate: pem })).rejects.toMatchObject({
    code: 'conflict',
    message: "The certificate of 'CN=acme, O=Acme, C=DE' is in use already, by user 'maria'",
  })
})

test('a mapping can be given to another user', async () => {
  const { userCertificates, clock } = platform
  const first = await userCertificates.assign({ user: 'maria', certificate: pem, by: 'anna' })
  clock.advance(1000)
  const second = await userCertificates.assign({ user: 'otto', certificate: pem, by: 'ben' })
  expect(second).toEqual({ ...first, user: 'otto', createdBy: 'anna', modifiedBy: 'ben', modifiedAt: first.createdAt + 1000 })
  expect(await userCertificates.list()).toEqual([second])
  await expect(userCertificates.assign({ user: ' ', certificate: pem })).rejects.toThrow('The user must not be empty')
})

test('a user and a certificate are needed', async () => {
  await expect(platform.userCertificates.map({ user: ' ', certificate: pem })).rejects.toThrow('The user must not be empty')
  await expect(platform.userCertificates.map({ user: 'maria', certificate: '' })).rejects.toThrow(
    'The certificate holds no certificate in PEM',
  )
})

test('only a mapping can be ended', async () => {
  await expect(platform.userCertificates.unmap('x')).rejects.toMatchObject({
    code: 'not-found',
    message: 'No certificate with the thumbprint x is known',
  })
  await platform.instances.create({ name: 'orders', plan: 'integration-flow', parameters: {} })
  await platform.keys.create('orders', 'partner', { 'key-type': 'certificate_external', 'X.509': pem } as unknown)
  const { thumbprint } = readCertificate(pem)!
  await expect(platform.userCertificates.unmap(thumbprint)).rejects.toMatchObject({
    code: 'conflict',
    message: `The certificate ${thumbprint} belongs to a service key and goes with it: sluice key delete`,
  })
})
