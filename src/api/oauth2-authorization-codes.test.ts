import { describe, expect, it } from 'vitest'
import { aTenant, d, failure, plain } from './tenant.fixture.ts'

const credential = (change = {}) => ({
  Name: 'calendar',
  Type: 'Generic',
  Provider: 'Generic',
  AuthUrl: 'https://accounts.example/authorize',
  TokenUrl: 'https://accounts.example/token',
  ClientId: 'tenant',
  ClientSecret: 's3cret',
  ...change,
})
const accepted = { status: 202, body: null }

describe('OAuth2 authorization codes', () => {
  it('are kept with their secrets encrypted and never shown', async () => {
    const { call, store, vault } = await aTenant()
    expect(plain(await call('POST', '/OAuth2AuthorizationCodes', credential({ Description: 'mail', UserName: 'anna' })))).toEqual(accepted)
    const target = "/OAuth2AuthorizationCodes('calendar')"
    const { ClientSecret, Name, ...shown } = credential()
    const fixed = { Name, ClientSecret: null, ClientAuthentication: 'body', RefreshToken: null, RefreshTokenExpiryPeriod: '0' }
    const times = { LastModifiedBy: 'tester', LastModifiedTime: '1767225600000' }
    const { __metadata, ...first } = d(await call('GET', target))
    const without = { RefreshTokenCreationTime: null, RefreshTokenExisting: false }
    expect(first).toEqual({ ...shown, ...fixed, ...times, ...without, Description: 'mail', Scope: null, UserName: 'anna' })
    const change = { Scope: 'read', RefreshToken: 'r3fresh', RefreshTokenExpiryPeriod: 30 }
    expect(plain(await call('PUT', target, change))).toEqual(accepted)
    const { __metadata: metadata, ...second } = d(await call('GET', target))
    const withToken = { RefreshTokenCreationTime: '1767225600000', RefreshTokenExisting: true, RefreshTokenExpiryPeriod: '30' }
    expect(second).toEqual({ ...first, ...withToken, Scope: 'read' })
    const { fields, secret } = (await store.securityMaterial.find('calendar'))!
    expect([vault.decrypt(secret), vault.decrypt(String(fields.refreshToken))]).toEqual(['s3cret', 'r3fresh'])
    expect(plain(await call('PUT', target, { Description: 'x' }))).toEqual(accepted)
    expect(d(await call('GET', target)).RefreshTokenExisting).toBe(true)
    expect(plain(await call('DELETE', target))).toEqual(accepted)
    expect((await call('GET', target)).status).toBe(404)
  })

  it.each([
    [{ AuthUrl: 'accounts' }, 400, "Property 'AuthUrl' must be an http or https address, found 'accounts'."],
    [{ TokenUrl: 'file:///x' }, 400, "Property 'TokenUrl' must be an http or https address, found 'file:///x'."],
    [{ ClientId: '' }, 400, "Property 'ClientId' cannot be empty. Enter a valid value."],
    [{ ClientSecret: null }, 400, "Property 'ClientSecret' cannot be empty. Enter a valid value."],
    [{ RefreshTokenExpiryPeriod: -1 }, 400, "Property 'RefreshTokenExpiryPeriod' must not be negative, found '-1'."],
    [{ ClientAuthentication: 'x' }, 400, "Property 'ClientAuthentication' must be one of [body, header], found 'x'."],
  ])('%j is refused', async (change, status, text) => {
    const { call } = await aTenant()
    expect(failure(await call('POST', '/OAuth2AuthorizationCodes', credential(change)))).toEqual({ status, text })
  })

  it('share their names with other material, and all are listed together', async () => {
    const { call } = await aTenant()
    await call('POST', '/OAuth2AuthorizationCodes', credential())
    await call('POST', '/SecureParameters', { Name: 'a', SecureParam: 'x' })
    await call('POST', '/UserCredentials', { Name: 'z', User: 'u', Password: 'x' })
    expect(failure(await call('POST', '/SecureParameters', { Name: 'calendar', SecureParam: 'x' }))).toEqual({
      status: 409,
      text: 'Entity with specified name already exists.',
    })
    const names = d(await call('GET', '/SecurityArtifacts')).results.map(({ __metadata, ...artifact }: Record<string, unknown>) => artifact)
    expect(names).toEqual([{ Name: 'a' }, { Name: 'calendar' }, { Name: 'z' }])
    expect((await call('GET', "/SecurityArtifacts('z')")).status).toBe(200)
    expect((await call('GET', "/SecurityArtifacts('y')")).status).toBe(404)
  })

  it('are changed by who may edit credentials', async () => {
    const { call } = await aTenant(['MonitoringDataRead', 'SecurityMaterialEdit'])
    expect((await call('POST', '/OAuth2AuthorizationCodes', credential())).status).toBe(403)
    expect((await call('GET', '/OAuth2AuthorizationCodes')).status).toBe(200)
  })

  it('are not granted here: that takes a browser', async () => {
    const { call } = await aTenant()
    for (const name of ['OAuth2AuthorizationCodeFullAuthUrl', 'OAuth2AuthorizationCodeCopy', 'OAuth2AuthorizationCodeRefreshTokenUpdate']) {
      expect((await call('POST', `/${name}`)).status).toBe(501)
    }
    expect((await call('GET', '/OAuthTokenFromCode')).status).toBe(501)
  })
})
