import { createPrivateKey, X509Certificate } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { readCertificate } from '../../identity/certificate.ts'
import { selfSigned } from '../../identity/testing/certificate.fixture.ts'
import { openPlatform } from '../platform.fixture.ts'

const DAY = 86_400_000
const START = Date.UTC(2026, 0, 1)

let platform: Awaited<ReturnType<typeof openPlatform>>
let clientId: string
beforeEach(async () => {
  platform = await openPlatform()
  clientId = (await platform.instances.create({ name: 'orders', plan: 'integration-flow', parameters: {} })).clientId
})

const create = async (name: string, parameters: object, instance = 'orders') => {
  const { key, credentials } = await platform.keys.create(instance, name, parameters as unknown)
  return { key, oauth: credentials.oauth as Extract<typeof credentials.oauth, { certificate: string }> }
}
const stored = () => platform.store.certificates.list()

describe('a key of type Certificate', () => {
  test('has the documented JSON, a certificate of this server and its key, and no secret', async () => {
    const { key, oauth } = await create('partner', { 'key-type': 'certificate', validity: 30 })
    const subjectdn = `CN=${key.id}, OU=${key.instanceId}, O=Sluice`
    const certificate = new X509Certificate(oauth.certificate)
    expect(oauth).toEqual({
      clientid: clientId,
      certificate: expect.stringMatching(/^-----BEGIN CERTIFICATE-----\n/),
      key: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----\n/),
      certificatedetails: {
        issuerdn: 'CN=Sluice client authority',
        subjectdn,
        validuntil: '2026-01-31T00:00:00.000Z',
        serialnumber: `0x${certificate.serialNumber}`,
      },
      url: 'https://cert.example',
      createdate: '2026-01-01T00:00:00.000Z',
      tokenurl: 'https://cert.example/oauth/token',
      certurl: 'https://cert.example',
    })
    const authority = new X509Certificate(platform.clientAuthorityPem)
    expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(true)
    expect(certificate.checkPrivateKey(createPrivateKey(oauth.key!))).toBe(true)
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
    expect(certificate.ca).toBe(false)
    expect(await stored()).toMatchObject([{ ...readCertificate(oauth.certificate)!, clientId, keyId: key.id, user: null, pinned: true }])
    expect((await platform.store.clients.find(clientId))?.secrets).toEqual([])
  })

  test.each([2048, 4096])('has an RSA key of %i bits', async (length) => {
    const { oauth } = await create('partner', { 'key-type': 'certificate', 'key-length': length })
    expect(new X509Certificate(oauth.certificate).publicKey.asymmetricKeyDetails?.modulusLength).toBe(length)
  })

  test('is shown again as it was, and its private key is stored unreadably', async () => {
    const { oauth, key } = await create('partner', { 'key-type': 'certificate' })
    expect(await platform.keys.show('orders', 'partner')).toEqual({ key, credentials: { oauth } })
    const everything = JSON.stringify([await platform.store.services.keys(), await stored()])
    expect(everything).not.toContain('PRIVATE KEY')
  })

  test('has a client of its own when the instance asks for it', async () => {
    await platform.instances.update('orders', { 'client-per-key': true })
    const { oauth, key } = await create('partner', { 'key-type': 'certificate' })
    expect(oauth.clientid).not.toBe(clientId)
    expect(await stored()).toMatchObject([{ clientId: oauth.clientid, keyId: key.id }])
    await platform.keys.delete('orders', 'partner')
    expect([await stored(), await platform.store.clients.find(oauth.clientid)]).toEqual([[], undefined])
  })

  test('ends with the key, and no other does', async () => {
    await create('partner', { 'key-type': 'certificate' })
    const { key } = await create('other', { 'key-type': 'certificate' })
    await platform.keys.delete('orders', 'partner')
    expect(await stored()).toMatchObject([{ keyId: key.id }])
    await platform.keys.delete('orders', 'other')
    await platform.instances.delete('orders')
  })
})

describe('a key of type External Certificate', () => {
  const external = async (more: object = {}) => {
    const { pem } = await selfSigned({ notBefore: START })
    return { pem, parameters: { 'key-type': 'certificate_external', 'X.509': pem, ...more } }
  }

  test.each([
    [{}, true],
    [{ 'pin-certificate': false }, false],
  ])('takes a certificate from elsewhere: %j', async (more, pinned) => {
    const { pem, parameters } = await external(more)
    const { key, oauth } = await create('partner', parameters)
    const certificate = readCertificate(pem)!
    expect(oauth).toEqual({
      clientid: clientId,
      certificate: certificate.pem,
      certificatedetails: {
        issuerdn: 'CN=acme, O=Acme, C=DE',
        subjectdn: 'CN=acme, O=Acme, C=DE',
        validuntil: new Date(START + DAY).toISOString(),
        serialnumber: `0x${certificate.serialNumber}`,
      },
      url: 'https://cert.example',
      createdate: '2026-01-01T00:00:00.000Z',
      tokenurl: 'https://cert.example/oauth/token',
      certurl: 'https://cert.example',
    })
    expect(await stored()).toMatchObject([{ ...certificate, clientId, keyId: key.id, pinned }])
  })

  test('with line breaks that were escaped twice', async () => {
    const { pem, parameters } = await external()
    const { oauth } = await create('partner', { ...parameters, 'X.509': pem.replaceAll('\n', '\\n') })
    expect(oauth.certificate).toBe(readCertificate(pem)!.pem)
  })

  test('one certificate once, across all instances', async () => {
    const { parameters } = await external()
    await create('partner', parameters)
    await platform.instances.create({ name: 'tools', plan: 'api', parameters: { roles: ['MonitoringDataRead'] } })
    await expect(create('partner', parameters, 'tools')).rejects.toMatchObject({
      code: 'conflict',
      message: `The certificate of 'CN=acme, O=Acme, C=DE' is in use already, by client '${clientId}'`,
    })
    expect(await platform.keys.list('tools')).toEqual([])
    await platform.keys.delete('orders', 'partner')
    await create('partner', parameters, 'tools')
  })

  test('five keys of one certificate at the same moment leave one', async () => {
    const { parameters } = await external()
    const results = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((name) => create(name, parameters)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect([await platform.keys.list('orders'), await stored()]).toMatchObject([[{}], [{}]])
  })

  test.each<[string, () => Promise<string>, string]>([
    ['no PEM', async () => 'x', 'holds no certificate in PEM'],
    [
      'several',
      async () => (await selfSigned()).pem + (await selfSigned()).pem,
      'holds several certificates. Give that of the client alone',
    ],
    [
      'a private key',
      async () => (await selfSigned()).keyPem + (await selfSigned()).pem,
      'holds a private key, which must stay with the caller',
    ],
    [
      'what cannot be read',
      async () => '-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----',
      'holds a certificate that cannot be read, or one without a subject',
    ],
    [
      'one that has expired',
      async () => (await selfSigned({ notBefore: 0, notAfter: START - 1000 })).pem,
      'holds a certificate that expired at 2025-12-31T23:59:59.000Z',
    ],
  ])('refuses %s', async (_, pem, reason) => {
    await expect(create('partner', { 'key-type': 'certificate_external', 'X.509': await pem() })).rejects.toMatchObject({
      code: 'bad-request',
      message: `Parameter 'X.509' ${reason}`,
    })
    expect([await platform.keys.list('orders'), await stored()]).toEqual([[], []])
  })
})
