import { describe, expect, it } from 'vitest'
import { API, aTenant, d, failure, plain } from './tenant.fixture.ts'

const user = { Name: 'erp', Kind: 'default', Description: 'ERP', User: 'alice', Password: 's3cret-p4ss' }
const oauth = {
  Name: 'crm',
  TokenServiceUrl: 'https://crm.example/token',
  ClientId: 'id',
  ClientSecret: 's3cret-cl13nt',
  ClientAuthentication: 'header',
  Scope: 'read',
  CustomParameters: [{ Key: 'k', Value: 'v', SendAsPartOf: 'header' }],
}
const parameter = { Name: 'pin', SecureParam: 's3cret-v4lue' }

const metadata = (set: string, type: string, name: string) => {
  const uri = `${API}/${set}('${name}')`
  return { id: uri, uri, type: `com.sap.hci.api.${type}` }
}
const descriptor = {
  __metadata: { type: 'com.sap.hci.api.SecurityArtifactDescriptor' },
  Type: 'CREDENTIALS',
  DeployedBy: 'tester',
  DeployedOn: '/Date(1767225600000)/',
  Status: 'DEPLOYED',
}

const KINDS = [
  ['UserCredentials', user, 'Password'],
  ['OAuth2ClientCredentials', oauth, 'ClientSecret'],
  ['SecureParameters', parameter, 'SecureParam'],
] as const

describe('what is shown', () => {
  it.each([
    [
      'UserCredentials',
      user,
      {
        __metadata: metadata('UserCredentials', 'UserCredential', 'erp'),
        Name: 'erp',
        Kind: 'default',
        Description: 'ERP',
        User: 'alice',
        Password: null,
        CompanyId: null,
        SecurityArtifactDescriptor: descriptor,
      },
    ],
    [
      'OAuth2ClientCredentials',
      oauth,
      {
        __metadata: metadata('OAuth2ClientCredentials', 'OAuth2ClientCredential', 'crm'),
        Name: 'crm',
        Description: null,
        TokenServiceUrl: 'https://crm.example/token',
        ClientId: 'id',
        ClientSecret: null,
        ClientAuthentication: 'header',
        Scope: 'read',
        ScopeContentType: 'urlencoded',
        Resource: null,
        Audience: null,
        SecurityArtifactDescriptor: descriptor,
        CustomParameters: { __deferred: { uri: `${API}/OAuth2ClientCredentials('crm')/CustomParameters` } },
      },
    ],
    [
      'SecureParameters',
      parameter,
      {
        __metadata: metadata('SecureParameters', 'SecureParameter', 'pin'),
        Name: 'pin',
        Description: null,
        SecureParam: null,
        DeployedBy: 'tester',
        DeployedOn: '/Date(1767225600000)/',
        Status: 'DEPLOYED',
      },
    ],
  ])('%s', async (set, body, entity) => {
    const { call } = await aTenant()
    expect(plain(await call('POST', `/${set}`, body))).toEqual({ status: 202, body: null })
    expect(d(await call('GET', `/${set}('${body.Name}')`))).toEqual(entity)
    expect(d(await call('GET', `/${set}`))).toEqual({ results: [entity] })
  })

  it('custom parameters', async () => {
    const { call } = await aTenant()
    await call('POST', '/OAuth2ClientCredentials', oauth)
    const { CustomParameters } = d(await call('GET', "/OAuth2ClientCredentials('crm')?$expand=CustomParameters"))
    expect(CustomParameters.results).toEqual([{ __metadata: expect.anything(), Key: 'k', Value: 'v', SendAsPartOf: 'header' }])
  })

  it('custom parameters, which stay until a change brings others or none', async () => {
    const { call } = await aTenant()
    await call('POST', '/OAuth2ClientCredentials', oauth)
    const kept = async () => d(await call('GET', "/OAuth2ClientCredentials('crm')/CustomParameters")).results.length
    await call('PUT', "/OAuth2ClientCredentials('crm')", { Scope: 'read', CustomParameters: { __deferred: { uri: 'x' } } })
    expect(await kept()).toBe(1)
    await call('PUT', "/OAuth2ClientCredentials('crm')", { CustomParameters: [] })
    expect(await kept()).toBe(0)
  })
})

describe('what is stored', () => {
  it('is what flows ask for, with the secret encrypted', async () => {
    const { call, store, vault } = await aTenant()
    await call('POST', '/OAuth2ClientCredentials', oauth)
    const { secret, ...material } = (await store.securityMaterial.find('crm'))!
    expect(material).toEqual({
      name: 'crm',
      kind: 'oauth2-client-credential',
      description: '',
      fields: {
        tokenServiceUrl: 'https://crm.example/token',
        clientId: 'id',
        clientAuthentication: 'header',
        scope: 'read',
        scopeContentType: 'urlencoded',
        resource: '',
        audience: '',
        customParameters: [{ key: 'k', value: 'v', sendAsPartOf: 'header' }],
      },
      deployedBy: 'tester',
      deployedOn: 1767225600000,
    })
    expect(vault.decrypt(secret)).toBe('s3cret-cl13nt')
  })

  it.each(KINDS)('%s: no answer in any format holds the secret', async (set, body, secret) => {
    const { call } = await aTenant()
    await call('POST', `/${set}`, body)
    const targets = [`/${set}`, `/${set}('${body.Name}')`, `/${set}('${body.Name}')/${secret}`, `/${set}?$select=${secret}`]
    for (const target of targets) {
      for (const accept of ['application/json', 'application/atom+xml']) {
        const response = await call('GET', target, undefined, { accept })
        expect({ status: response.status, shown: JSON.stringify(response).includes('s3cret') }).toEqual({ status: 200, shown: false })
      }
    }
    expect((await call('GET', `/${set}('${body.Name}')/${secret}/$value`)).status).toBe(204)
    const byFilter = d(await call('GET', `/${set}?$filter=startswith(${secret},'s3')`))
    expect(byFilter.results).toEqual([])
  })
})

describe('changes', () => {
  it.each(KINDS)('%s: an update without secret keeps it, one with secret replaces it', async (set, body, secret) => {
    const { call, store, vault } = await aTenant()
    const secretNow = async () => vault.decrypt((await store.securityMaterial.find(body.Name))!.secret)
    await call('POST', `/${set}`, body)
    expect(plain(await call('PUT', `/${set}('${body.Name}')`, { Description: 'new' }))).toEqual({ status: 202, body: null })
    expect([d(await call('GET', `/${set}('${body.Name}')`)).Description, await secretNow()]).toEqual([
      'new',
      (body as Record<string, unknown>)[secret],
    ])
    await call('PUT', `/${set}('${body.Name}')`, { Name: body.Name, [secret]: 'other' })
    expect(await secretNow()).toBe('other')
  })

  it.each(KINDS)('%s: deleting answers 202, then 404', async (set, body) => {
    const { call } = await aTenant()
    await call('POST', `/${set}`, body)
    expect(plain(await call('DELETE', `/${set}('${body.Name}')`))).toEqual({ status: 202, body: null })
    const missing = { status: 404, text: 'Requested entity could not be found.' }
    expect(failure(await call('DELETE', `/${set}('${body.Name}')`))).toEqual(missing)
    expect(failure(await call('GET', `/${set}('${body.Name}')`))).toEqual(missing)
  })

  it.each(KINDS)('%s: refuses a name that any kind has, and an update of what is not there', async (set, body, secret) => {
    const { call } = await aTenant()
    await call('POST', '/UserCredentials', { ...user, Name: 'taken' })
    expect(failure(await call('POST', `/${set}`, { ...body, Name: 'taken' }))).toEqual({
      status: 409,
      text: 'Entity with specified name already exists.',
    })
    expect(failure(await call('PUT', `/${set}('nobody')`, { [secret]: 'x' }))).toEqual({
      status: 409,
      text: 'Entity with specified key does not exist.',
    })
    expect(failure(await call('PUT', `/${set}('nobody')`, { Name: 'other' }))).toEqual({
      status: 400,
      text: 'Entity key specified in URI does not match to name from payload.',
    })
  })

  it('does not see material of another kind', async () => {
    const { call } = await aTenant()
    await call('POST', '/UserCredentials', user)
    expect((await call('GET', "/SecureParameters('erp')")).status).toBe(404)
    expect((await call('DELETE', "/SecureParameters('erp')")).status).toBe(404)
    expect((await call('PUT', "/SecureParameters('erp')", { SecureParam: 'x' })).status).toBe(409)
  })

  const empty = (name: string) => `Property '${name}' cannot be empty. Enter a valid value.`
  it.each([
    ['UserCredentials', { ...user, Name: '' }, empty('Name')],
    ['UserCredentials', { ...user, Password: null }, empty('Password')],
    ['UserCredentials', { ...user, Name: 'a/b' }, "Property 'Name' has a value with invalid characters or more than 150: 'a/b'."],
    ['UserCredentials', { ...user, Kind: 'odd' }, "Property 'Kind' must be one of [default, successfactors, openconnectors], found 'odd'."],
    ['UserCredentials', { ...user, Kind: 'successfactors' }, empty('CompanyId')],
    ['OAuth2ClientCredentials', { ...oauth, ClientSecret: '' }, empty('ClientSecret')],
    ['OAuth2ClientCredentials', { ...oauth, TokenServiceUrl: undefined }, empty('TokenServiceUrl')],
    [
      'OAuth2ClientCredentials',
      { ...oauth, ClientAuthentication: 'x' },
      "Property 'ClientAuthentication' must be one of [body, header], found 'x'.",
    ],
    ['OAuth2ClientCredentials', { ...oauth, CustomParameters: 'x' }, "Property 'CustomParameters' must be a list of entities."],
    ['SecureParameters', { Name: 'x' }, empty('SecureParam')],
  ])('%s refuses %j', async (set, body, text) => {
    const { call } = await aTenant()
    expect(failure(await call('POST', `/${set}`, body))).toEqual({ status: 400, text })
  })
})
