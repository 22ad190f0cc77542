import { describe, expect, it } from 'vitest'
import { readCertificate } from '../identity/certificate.ts'
import { selfSigned } from '../identity/testing/certificate.fixture.ts'
import { ManualClock } from '../kernel/clock.ts'
import { storedCertificate } from '../platform/certificates/stored-certificate.ts'
import { UserCertificates } from '../platform/certificates/user-certificates.ts'
import { ALL_ROLES, aTenant, base64, d, failure } from './tenant.fixture.ts'

const NOW = Date.UTC(2026, 0, 1)
const neo = { id: 'neo', dialect: 'neo', subdomain: 'neo', displayName: '', createdAt: NOW } as const

const tenantWithUsers = (roles: readonly string[] = ALL_ROLES) => {
  const clock = new ManualClock()
  return aTenant(roles, { userCertificatesIn: (store) => new UserCertificates({ store, subaccount: neo, clock }) })
}
const pem = async () => (await selfSigned({ notBefore: NOW })).pem
const encoded = (text: string) => base64(Buffer.from(text))

describe('certificate-to-user mappings', () => {
  it('are made, shown, given to another user and ended', async () => {
    const { call, store } = await tenantWithUsers()
    const certificate = await pem()
    const answer = await call('POST', '/CertificateUserMappings', { User: 'supplier1', Certificate: encoded(certificate) })
    const { __metadata, ...mapping } = d(answer)
    expect([answer.status, mapping]).toEqual([
      201,
      {
        Id: expect.stringMatching(/^[0-9a-f]{32}$/),
        User: 'supplier1',
        Certificate: encoded(readCertificate(certificate)!.pem),
        LastModifiedBy: 'tester',
        LastModifiedTime: `/Date(${NOW})/`,
        CreatedBy: 'tester',
        CreatedTime: `/Date(${NOW})/`,
        ValidUntil: String(readCertificate(certificate)!.expiresAt),
      },
    ])
    expect(d(await call('GET', `/CertificateUserMappings('${mapping.Id}')`)).User).toBe('supplier1')
    await call('POST', '/CertificateUserMappings', { User: 'supplier2', Certificate: encoded(certificate) })
    await call('POST', '/CertificateUserMappings', { User: 'supplier1', Certificate: encoded(await pem()) })
    const users = async (query: string) =>
      d(await call('GET', `/CertificateUserMappings?${query}`)).results.map(({ User }: { User: string }) => User)
    expect([await users('$orderby=User desc'), await users("$filter=User eq 'supplier2'")]).toEqual([
      ['supplier2', 'supplier1'],
      ['supplier2'],
    ])
    expect(d(await call('GET', `/CertificateUserMappings('${mapping.Id}')`)).User).toBe('supplier2')
    expect((await call('DELETE', `/CertificateUserMappings('${mapping.Id}')`)).status).toBe(204)
    expect((await call('DELETE', `/CertificateUserMappings('${mapping.Id}')`)).status).toBe(404)
    expect((await store.certificates.list()).map(({ user }) => user)).toEqual(['supplier1'])
  })

  it('take DER too', async () => {
    const { call, store } = await tenantWithUsers()
    const der = (await pem()).replace(/-----[^-]+-----|\s/g, '')
    expect((await call('POST', '/CertificateUserMappings', { User: 'a', Certificate: der })).status).toBe(201)
    expect((await store.certificates.list()).map(({ user }) => user)).toEqual(['a'])
  })

  it.each([
    [{ User: 'a' }, 400, "Property 'Certificate' cannot be empty. Enter a valid value."],
    [{ Certificate: encoded('x') }, 400, "Property 'User' cannot be empty. Enter a valid value."],
    [{ User: 'a', Certificate: encoded('x') }, 500, 'Problem during creating an entity: The certificate holds no certificate in PEM'],
    [
      { User: 'a', Certificate: base64(Buffer.of(0x30, 1, 0)) },
      500,
      'Problem during creating an entity: The certificate for the user a is not a X.509 certificate',
    ],
  ])('%j is refused', async (body, status, text) => {
    const { call } = await tenantWithUsers()
    expect(failure(await call('POST', '/CertificateUserMappings', body))).toEqual({ status, text })
  })

  it('leave the certificates of service keys alone', async () => {
    const { call, store } = await tenantWithUsers()
    const certificate = await pem()
    await store.certificates.add(
      storedCertificate(readCertificate(certificate)!, { subaccountId: 'cf', pinned: true, createdAt: NOW, clientId: null }),
    )
    expect(d(await call('GET', '/CertificateUserMappings')).results).toEqual([])
    expect((await call('POST', '/CertificateUserMappings', { User: 'a', Certificate: encoded(certificate) })).status).toBe(409)
  })

  it('are changed by who may edit security material', async () => {
    const { call } = await tenantWithUsers(['MonitoringDataRead'])
    expect((await call('POST', '/CertificateUserMappings', { User: 'a', Certificate: encoded('x') })).status).toBe(403)
    expect((await call('DELETE', "/CertificateUserMappings('x')")).status).toBe(403)
    expect((await call('GET', '/CertificateUserMappings')).status).toBe(200)
  })
})
