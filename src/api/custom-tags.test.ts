import { describe, expect, it } from 'vitest'
import { API, aTenantWithPackage, base64, d, failure, plain, type Tenant } from './tenant.fixture.ts'

const CONFIGURATION = {
  customTagsConfiguration: [
    { tagName: 'Author', permittedValues: ['Fred, John', 'Ann'], isMandatory: 'true' },
    { tagName: 'LoB', permittedValues: [], isMandatory: false },
  ],
}
const CONTENT = "/CustomTagConfigurations('CustomTags')/$value"

const configure = ({ call }: Tenant, configuration: unknown, query = '') =>
  call('POST', `/CustomTagConfigurations${query}`, {
    CustomTagsConfigurationContent: base64(Buffer.from(typeof configuration === 'string' ? configuration : JSON.stringify(configuration))),
  })

async function withTags(): Promise<Tenant> {
  const tenant = await aTenantWithPackage()
  await tenant.call('POST', '/IntegrationPackages', { Id: 'Other', Name: 'Other', ShortText: 'Other' })
  expect((await configure(tenant, CONFIGURATION)).status).toBe(201)
  return tenant
}

const set = ({ call }: Tenant, name: string, Value: unknown, id = 'Sales') =>
  call('PUT', `/IntegrationPackages('${id}')/$links/CustomTags('${name}')`, { Value })

const tags = async ({ call }: Tenant) => d(await call('GET', "/IntegrationPackages('Sales')/CustomTags")).results

describe('CustomTagConfigurations', () => {
  it('hands out what was uploaded, and no tags before', async () => {
    const tenant = await aTenantWithPackage()
    const content = async () => {
      const { headers, body } = await tenant.call('GET', CONTENT)
      return [headers['Content-Type'], JSON.parse(String(body))]
    }
    expect(await content()).toEqual(['application/json', { customTagsConfiguration: [] }])
    const created = await configure(tenant, CONFIGURATION)
    expect([created.status, d(created).Id, d(created).CustomTagsConfigurationContent]).toEqual([201, 'CustomTags', null])
    expect(await content()).toEqual(['application/json', CONFIGURATION])
    expect((await tenant.call('GET', "/CustomTagConfigurations('Nope')")).status).toBe(404)
  })

  it('is replaced only when that is wished', async () => {
    const tenant = await withTags()
    const next = { customTagsConfiguration: [{ tagName: 'Region' }] }
    expect(failure(await configure(tenant, next))).toEqual({
      status: 409,
      text: "CustomTag Configuration already exist. To overwrite existing configuration, try with 'Overwrite=true' custom query params.",
    })
    expect((await configure(tenant, next, '?Overwrite=true')).status).toBe(201)
    expect((await tags(tenant)).map(({ Name }: { Name: string }) => Name)).toEqual(['Region'])
  })

  it.each([
    ['no JSON', '{', expect.stringMatching(/^The custom tags configuration is not valid: .*JSON/)],
    ['a tag without name', { customTagsConfiguration: [{}] }, expect.stringContaining('not valid: customTagsConfiguration.0.tagName: ')],
    [
      'a tag twice',
      { customTagsConfiguration: [{ tagName: 'A' }, { tagName: 'A' }] },
      "The custom tags configuration is not valid: the tag 'A' occurs twice",
    ],
  ])('refuses %s', async (_name, configuration, text) => {
    expect(failure(await configure(await aTenantWithPackage(), configuration))).toEqual({ status: 400, text })
  })

  it('refuses a body without content', async () => {
    const { call } = await aTenantWithPackage()
    expect(failure(await call('POST', '/CustomTagConfigurations', {}))).toEqual({
      status: 400,
      text: "Property 'CustomTagsConfigurationContent' cannot be empty. Enter a valid value.",
    })
  })
})

describe('CustomTags', () => {
  it('are the configured ones with the values of the package', async () => {
    const tenant = await withTags()
    expect(plain(await set(tenant, 'Author', 'Fred|Ann'))).toEqual({ status: 202, body: null })
    const address = (name: string) => `${API}/CustomTags('${name}')`
    const metadata = (name: string) => ({ id: address(name), uri: address(name), type: 'com.sap.hci.api.CustomTag' })
    expect(await tags(tenant)).toEqual([
      { __metadata: metadata('Author'), Name: 'Author', Value: 'Fred|Ann' },
      { __metadata: metadata('LoB'), Name: 'LoB', Value: '' },
    ])
  })

  it.each([
    ['an unknown tag', 'Nope', 'x', 404, 'Requested entity could not be found.'],
    ['no value', 'LoB', null, 400, "Property 'Value' cannot be empty. Enter a valid value."],
    ['an empty mandatory tag', 'Author', '', 400, "The custom tag 'Author' is mandatory and needs a value."],
    ['a value that is not permitted', 'Author', 'Fred|Zoe', 400, "The custom tag 'Author' cannot be 'Zoe'; permitted are Fred, John, Ann."],
  ])('refuse %s', async (_name, name, value, status, text) => {
    expect(failure(await set(await withTags(), name, value))).toEqual({ status, text })
  })

  it('find packages', async () => {
    const tenant = await withTags()
    await set(tenant, 'Author', 'Fred')
    await set(tenant, 'LoB', 'Sales|HR')
    await set(tenant, 'Author', 'John', 'Other')
    const found = async (query: string) =>
      d(await tenant.call('GET', `/IntegrationPackages?${query}`)).results.map(({ Id }: { Id: string }) => Id)
    expect(await found('Author=Fred')).toEqual(['Sales'])
    expect(await found('Author=Fred%7CJohn')).toEqual(['Other', 'Sales'])
    expect(await found('Author=Fred%7CJohn&LoB=HR')).toEqual(['Sales'])
    expect(await found('LoB=Finance')).toEqual([])
    expect(await found('Unknown=x&$top=1')).toEqual(['Other'])
    expect((await tenant.call('GET', '/IntegrationPackages/$count?Author=John')).body).toBe('1')
  })
})
