import { describe, expect, it } from 'vitest'
import { readArchive } from '../iflow/archive.ts'
import { readArtifact } from '../iflow/artifact.ts'
import { DEPLOYABLE_TYPES } from './design/artifact-types.ts'
import { API, aTenantWithPackage, aZip, base64, d, failure, plain, type Tenant } from './tenant.fixture.ts'

const FLOW = "/IntegrationDesigntimeArtifacts(Id='Flow',Version='active')"
const address = (version: string) => `${API}/IntegrationDesigntimeArtifacts(Id='Flow',Version='${version}')`
const upload = async (call: Tenant['call'], zip: Uint8Array, over: object = {}) =>
  call('POST', '/IntegrationDesigntimeArtifacts', { Id: 'Flow', Name: 'Flow', PackageId: 'Sales', ArtifactContent: base64(zip), ...over })
const withFlow = async (parts: Parameters<typeof aZip>[0] = {}) => {
  const tenant = await aTenantWithPackage()
  await upload(tenant.call, await aZip(parts))
  return tenant
}

describe('IntegrationDesigntimeArtifacts', () => {
  it('takes version and description from the zip and shows the whole entity', async () => {
    const { call } = await aTenantWithPackage()
    const created = await upload(call, await aZip({ version: '1.0.1', files: { 'metainfo.prop': 'description=Orders\\: new\n' } }))
    expect({ ...created, body: d(created) }).toEqual({
      status: 201,
      headers: { 'Content-Type': 'application/json', DataServiceVersion: '2.0', Location: address('1.0.1') },
      body: {
        __metadata: {
          id: address('1.0.1'),
          uri: address('1.0.1'),
          type: 'com.sap.hci.api.IntegrationDesigntimeArtifact',
          content_type: 'application/octet-stream',
          media_src: `${address('1.0.1')}/$value`,
          edit_media: `${address('1.0.1')}/$value`,
        },
        Id: 'Flow',
        Version: '1.0.1',
        PackageId: 'Sales',
        Name: 'Flow',
        Description: 'Orders: new',
        Sender: '',
        Receiver: '',
        CreatedBy: 'tester',
        CreatedAt: '1767225600000',
        ModifiedBy: 'tester',
        ModifiedAt: '1767225600000',
        ArtifactContent: null,
        Configurations: { __deferred: { uri: `${address('1.0.1')}/Configurations` } },
        Resources: { __deferred: { uri: `${address('1.0.1')}/Resources` } },
        DesignGuidelineExecutionResults: { __deferred: { uri: `${address('1.0.1')}/DesignGuidelineExecutionResults` } },
      },
    })
  })

  it.each(['active', 'Active', '1.0.0'])('finds the current version as %s', async (version) => {
    const { call } = await withFlow()
    expect(d(await call('GET', `/IntegrationDesigntimeArtifacts(Id='Flow',Version='${version}')?$select=Version`)).Version).toBe('1.0.0')
    const inPackage = `/IntegrationPackages('Sales')/IntegrationDesigntimeArtifacts(Id='Flow',Version='${version}')`
    expect(d(await call('GET', inPackage)).Id).toBe('Flow')
  })

  it('hands out exactly what was uploaded, with a file name', async () => {
    const { call } = await withFlow()
    expect(await call('GET', `${FLOW}/$value`)).toEqual({
      status: 200,
      headers: { 'Content-Type': 'application/zip', DataServiceVersion: '1.0', 'Content-Disposition': 'attachment; filename=Flow.zip' },
      body: Buffer.from(await aZip()),
    })
  })

  it('takes name and version from the manifest when only content comes, also an older one', async () => {
    const { call } = await withFlow({ version: '1.0.1' })
    const zip = await aZip({ version: '1.0.0', name: 'Renamed' })
    expect(plain(await call('PUT', FLOW, { Version: 'active', Id: 'Flow', ArtifactContent: base64(zip) }))).toEqual({
      status: 200,
      body: null,
    })
    expect(d(await call('GET', FLOW))).toMatchObject({ Version: '1.0.0', Name: 'Renamed' })
  })

  it('keeps the name that comes with content, and renames without content and without draft', async () => {
    const { call } = await withFlow()
    await call('PUT', FLOW, { Name: 'Chosen', ArtifactContent: base64(await aZip({ version: '2.0.0' })) })
    expect(d(await call('GET', FLOW))).toMatchObject({ Version: '2.0.0', Name: 'Chosen' })
    await call('PUT', FLOW, { Name: 'Again' })
    expect(d(await call('GET', FLOW))).toMatchObject({ Version: '2.0.0', Name: 'Again' })
  })

  it('deletes', async () => {
    const { call } = await withFlow()
    expect(plain(await call('DELETE', FLOW))).toEqual({ status: 200, body: null })
    expect(failure(await call('GET', FLOW))).toEqual({ status: 404, text: 'Integration design time artifact not found' })
  })

  it('saves as another version, in the list and in the manifest', async () => {
    const { call } = await withFlow()
    expect(plain(await call('POST', "/IntegrationDesigntimeArtifactSaveAsVersion?Id='Flow'&SaveAsVersion='1.0.7'", 'null'))).toEqual({
      status: 200,
      body: null,
    })
    expect(d(await call('GET', FLOW)).Version).toBe('1.0.7')
    const files = await readArchive((await call('GET', `${FLOW}/$value`)).body as Uint8Array)
    expect(Buffer.from(files.get('META-INF/MANIFEST.MF')!).toString()).toContain('\r\nBundle-Version: 1.0.7\r\nSAP-BundleType')
    expect(failure(await call('POST', "/IntegrationDesigntimeArtifactSaveAsVersion?Id='Flow'&SaveAsVersion='next'"))).toEqual({
      status: 400,
      text: "'next' is not a valid version; use numbers such as 1.0.1.",
    })
  })

  it('keeps saved versions readable, downloadable and read-only', async () => {
    const { call } = await withFlow()
    const before = await call('GET', `${FLOW}/$value`)
    await call('POST', "/IntegrationDesigntimeArtifactSaveAsVersion?Id='Flow'&SaveAsVersion='1.0.3'")
    await call('PUT', FLOW, { ArtifactContent: base64(await aZip({ version: '1.0.4', name: 'Fourth' })) })
    const old = (version: string) => `/IntegrationDesigntimeArtifacts(Id='Flow',Version='${version}')`
    expect(d(await call('GET', old('1.0.3')))).toMatchObject({ Id: 'Flow', Version: '1.0.3', Name: 'Flow' })
    expect((await call('GET', `${old('1.0.0')}/$value`)).body).toEqual(before.body)
    const saved = await readArchive((await call('GET', `${old('1.0.3')}/$value`)).body as Uint8Array)
    expect(Buffer.from(saved.get('META-INF/MANIFEST.MF')!).toString()).toContain('Bundle-Version: 1.0.3')
    expect(d(await call('GET', FLOW))).toMatchObject({ Version: '1.0.4', Name: 'Fourth' })
    const refused = {
      status: 400,
      text: "Version 1.0.3 of the artifact Flow is read-only. Use its current version 1.0.4, or 'active'.",
    }
    const resource = { Name: 'a.js', ResourceType: 'js', ResourceContent: base64(Buffer.from('1')) }
    expect(failure(await call('PUT', old('1.0.3'), { Name: 'X' }))).toEqual(refused)
    expect(failure(await call('DELETE', old('1.0.3')))).toEqual(refused)
    expect(failure(await call('POST', `${old('1.0.3')}/Resources`, resource))).toEqual(refused)
    expect(failure(await call('POST', "/DeployIntegrationDesigntimeArtifact?Id='Flow'&Version='1.0.3'"))).toEqual(refused)
    expect((await call('DELETE', FLOW)).status).toBe(200)
    expect((await call('GET', old('1.0.3'))).status).toBe(404)
  })

  const NAME_RULE =
    'Name should begin with alphabet or underscore (_) and can also contain numbers, space, period(.) or hyphen(-). But it should not end with period(.)'

  it.each([
    [
      'a second one',
      {},
      500,
      'An integration flow Flow with the ID Flow already exists in the Sales Flows package. Please rename the artifact ID.',
    ],
    ['a name that begins with a digit', { Id: 'A', Name: '1st' }, 400, NAME_RULE],
    ['a name that ends with a period', { Id: 'A', Name: 'First.' }, 400, NAME_RULE],
    ['an id with a slash', { Id: 'A/B', Name: 'A' }, 400, "Property 'Id' value cannot have a special character. Enter a valid Id."],
    ['an unknown package', { Id: 'A', PackageId: 'Nope' }, 404, 'Integration package Nope does not exist.'],
    [
      'another type',
      { Id: 'A', bundleType: 'ValueMapping' },
      400,
      'The SAP-BundleType of the artifact is ValueMapping; expected IntegrationFlow.',
    ],
    ['no zip', { Id: 'A', ArtifactContent: base64(Buffer.from('x')) }, 400, expect.stringContaining('zip archive cannot be read')],
  ])('refuses %s', async (_name, over: Record<string, string>, status, text) => {
    const { call } = await withFlow()
    const zip = await aZip(over.bundleType ? { bundleType: over.bundleType } : {})
    expect(failure(await upload(call, zip, over))).toEqual({ status, text })
  })

  it('refuses another symbolic name on update', async () => {
    const { call } = await withFlow()
    expect(failure(await call('PUT', FLOW, { ArtifactContent: base64(await aZip({ id: 'Other' })) }))).toEqual({
      status: 400,
      text: 'Could not update artifact of the package; due to change in the Bundle-symbolicName',
    })
  })

  it.each(['GET', 'PUT', 'DELETE'])('answers %s of an unknown artifact or version with 404', async (method) => {
    const { call } = await withFlow()
    for (const key of ["Id='Nope',Version='active'", "Id='Flow',Version='0.9.0'"]) {
      expect(failure(await call(method, `/IntegrationDesigntimeArtifacts(${key})`, '{}'))).toEqual({
        status: 404,
        text: 'Integration design time artifact not found',
      })
    }
    expect((await call('GET', "/ScriptCollectionDesigntimeArtifacts(Id='Flow',Version='active')")).status).toBe(404)
  })
})

describe('every type of artifact that is deployed', () => {
  it.each(DEPLOYABLE_TYPES)('$entity: an empty one is made, uploaded, listed and deployed', async (info) => {
    const { call, store } = await aTenantWithPackage()
    const created = await call('POST', `/${info.entity}s`, { Id: 'New', Name: 'New one', PackageId: 'Sales' })
    expect({ status: created.status, version: d(created).Version, name: d(created).Name }).toEqual({
      status: 201,
      version: '1.0.0',
      name: 'New one',
    })
    const content = await store.design.content('New')
    expect(readArtifact(await readArchive(content!)).manifest).toMatchObject({
      id: 'New',
      name: 'New one',
      version: '1.0.0',
      bundleType: info.bundleTypes[0],
    })
    const { results } = d(await call('GET', `/IntegrationPackages('Sales')/${info.entity}s?$format=json`))
    expect(results.map(({ Id, Version }: Record<string, string>) => [Id, Version])).toEqual([['New', '1.0.0']])
    const deployed = await call('POST', `/Deploy${info.entity}?Id='New'&Version='active'`)
    expect({ status: deployed.status, body: deployed.body, type: deployed.headers['Content-Type'] }).toEqual({
      status: 202,
      body: '00000000-0000-4000-8000-000000000001',
      type: 'text/plain;charset=utf-8',
    })
    expect((await store.runtimeArtifacts.find('New'))?.type).toBe(info.type)
  })
})

describe('Configurations', () => {
  const files = {
    'src/main/resources/parameters.prop': '#Mon Jan 01\r\nSender\\ Address=/old\r\nRetries=3\r\nSecure=true\r\nFree=\r\n',
    'src/main/resources/parameters.propdef':
      '<parameters><parameter><name>Sender Address</name><type>xsd:string</type><description>Where</description></parameter>' +
      '<parameter><name>Retries</name><type>xsd:integer</type></parameter><parameter><name>Secure</name><type>xsd:boolean</type></parameter></parameters>',
  }
  const list = async ({ call }: Tenant, query = '') =>
    d(await call('GET', `${FLOW}/Configurations${query}`)).results.map((row: Record<string, string>) => [
      row.ParameterKey,
      row.ParameterValue,
      row.DataType,
    ])

  it('lists, filters and counts parameters', async () => {
    const tenant = await withFlow({ files })
    expect(await list(tenant)).toEqual([
      ['Sender Address', '/old', 'xsd:string'],
      ['Retries', '3', 'xsd:integer'],
      ['Secure', 'true', 'xsd:boolean'],
      ['Free', '', 'xsd:string'],
    ])
    expect(await list(tenant, "?$filter=substringof('Re',ParameterKey) eq true")).toEqual([['Retries', '3', 'xsd:integer']])
    expect((await tenant.call('GET', `${FLOW}/Configurations/$count`)).body).toBe('4')
    expect(d(await tenant.call('GET', `${FLOW}/Configurations('Retries')`))).toEqual({
      __metadata: {
        id: `${API}/Configurations('Retries')`,
        uri: `${API}/Configurations('Retries')`,
        type: 'com.sap.hci.api.Configuration',
      },
      ParameterKey: 'Retries',
      ParameterValue: '3',
      DataType: 'xsd:integer',
      Description: '',
    })
  })

  it('writes a value into parameters.prop and leaves every other line and the version alone', async () => {
    const tenant = await withFlow({ files })
    const key = "$links/Configurations('Sender%20Address')"
    expect(
      plain(await tenant.call('PUT', `${FLOW}/${key}`, { ParameterValue: '/new=ä', DataType: 'xsd:string', Description: '' })),
    ).toEqual({
      status: 202,
      body: null,
    })
    const stored = await readArchive((await tenant.store.design.content('Flow'))!)
    expect(Buffer.from(stored.get('src/main/resources/parameters.prop')!).toString()).toBe(
      '#Mon Jan 01\r\nSender\\ Address=/new\\=\\u00e4\r\nRetries=3\r\nSecure=true\r\nFree=\r\n',
    )
    expect((await list(tenant))[0]).toEqual(['Sender Address', '/new=ä', 'xsd:string'])
    expect((await tenant.store.design.artifact('Flow'))?.version).toBe('1.0.0')
  })

  it('loses nothing when values come at the same time', async () => {
    const tenant = await withFlow({ files })
    const values = { 'Sender Address': '/a', Retries: '7', Secure: 'false', Free: 'x' }
    await Promise.all(
      Object.entries(values).map(([key, ParameterValue]) =>
        tenant.call('PUT', `${FLOW}/$links/Configurations('${encodeURIComponent(key)}')`, { ParameterValue }),
      ),
    )
    expect(Object.fromEntries((await list(tenant)).map(([key, value]: string[]) => [key, value]))).toEqual(values)
  })

  it.each([
    ['an unknown key', 'Nope', { ParameterValue: 'x' }, 404, "Parameter key 'Nope' not found."],
    [
      'text for a number',
      'Retries',
      { ParameterValue: 'x' },
      400,
      "The value 'x' of the parameter 'Retries' does not fit its data type xsd:integer.",
    ],
    [
      'text for a boolean',
      'Secure',
      { ParameterValue: 'yes' },
      400,
      "The value 'yes' of the parameter 'Secure' does not fit its data type xsd:boolean.",
    ],
    ['no value', 'Free', {}, 400, "Property 'ParameterValue' cannot be empty. Enter a valid value."],
  ])('refuses %s', async (_name, key, body, status, text) => {
    const { call } = await withFlow({ files })
    expect(failure(await call('PUT', `${FLOW}/$links/Configurations('${key}')`, body))).toEqual({ status, text })
  })

  it('takes a boolean as number, as real flows have it', async () => {
    const tenant = await withFlow({ files })
    await tenant.call('PUT', `${FLOW}/$links/Configurations('Secure')`, { ParameterValue: '0' })
    expect((await list(tenant))[2]).toEqual(['Secure', '0', 'xsd:boolean'])
  })

  it('is reached through a flow only', async () => {
    const { call } = await withFlow({ files })
    expect(failure(await call('GET', '/Configurations'))).toEqual({ status: 501, text: 'Not implemented' })
  })
})

describe('Resources', () => {
  const files = {
    'src/main/resources/scenarioflows/integrationflow/x.iflw': '<x/>',
    'src/main/resources/script/v2/a.gsh': 'groovy a',
    'src/main/resources/mapping/m.xsl': '<xsl/>',
    'src/main/resources/parameters.prop': '',
  }
  const names = async ({ call }: Tenant) =>
    d(await call('GET', `${FLOW}/Resources?$orderby=Name`)).results.map((row: Record<string, string>) => `${row.ResourceType} ${row.Name}`)

  it('lists and hands out files that have a type', async () => {
    const tenant = await withFlow({ files })
    expect(await names(tenant)).toEqual(['groovy a.gsh', 'xslt m.xsl'])
    expect((await tenant.call('GET', `${FLOW}/Resources/$count`)).body).toBe('2')
    expect(d(await tenant.call('GET', `${FLOW}/Resources(Name='a.gsh',ResourceType='groovy')`))).toMatchObject({
      ReferencedResourceType: null,
      ResourceSize: '8',
      ResourceSizeUnit: 'bytes',
      ResourceContent: null,
    })
    const value = await tenant.call('GET', `${FLOW}/Resources(Name='a.gsh',ResourceType='groovy')/$value`)
    expect([value.headers['Content-Type'], Buffer.from(value.body as Uint8Array).toString()]).toEqual([
      'application/octet-stream',
      'groovy a',
    ])
  })

  it('adds, replaces and removes', async () => {
    const tenant = await withFlow({ files })
    const body = (text: string) => ({ ResourceContent: base64(Buffer.from(text)) })
    const added = await tenant.call('POST', `${FLOW}/Resources`, { Name: 'b.js', ResourceType: 'js', ...body('one') })
    expect({ status: added.status, name: d(added).Name, content: d(added).ResourceContent }).toEqual({
      status: 201,
      name: 'b.js',
      content: null,
    })
    const link = `${FLOW}/$links/Resources(Name='b.js',ResourceType='js')`
    expect(plain(await tenant.call('PUT', link, body('two')))).toEqual({ status: 200, body: null })
    const stored = async () => readArchive((await tenant.store.design.content('Flow'))!)
    expect(Buffer.from((await stored()).get('src/main/resources/script/b.js')!).toString()).toBe('two')
    expect(plain(await tenant.call('DELETE', link))).toEqual({ status: 200, body: null })
    expect(await names(tenant)).toEqual(['groovy a.gsh', 'xslt m.xsl'])
  })

  const content = { ResourceContent: 'eA==' }
  it.each([
    [
      'a second one',
      { Name: 'a.gsh', ResourceType: 'groovy', ...content },
      409,
      "Resource with name 'a.gsh' and type 'groovy' already exists.",
    ],
    [
      'a way out',
      { Name: '../a.js', ResourceType: 'js', ...content },
      400,
      "Property 'Name' must be a file name of type js (.js), found '../a.js'.",
    ],
    [
      'another extension',
      { Name: 'a.txt', ResourceType: 'js', ...content },
      400,
      "Property 'Name' must be a file name of type js (.js), found 'a.txt'.",
    ],
    [
      'an unknown type',
      { Name: 'a.txt', ResourceType: 'txt', ...content },
      400,
      "Property 'ResourceType' has the unknown value 'txt'; known are groovy, js, jar, mmap, opmap, xslt, xsd, wsdl, edmx, json.",
    ],
    ['no content', { Name: 'b.js', ResourceType: 'js' }, 400, "Property 'ResourceContent' cannot be empty. Enter a valid value."],
  ])('refuses %s', async (_name, body, status, text) => {
    const { call } = await withFlow({ files })
    expect(failure(await call('POST', `${FLOW}/Resources`, body))).toEqual({ status, text })
  })

  it('answers 404 for a file that is not there', async () => {
    const { call } = await withFlow({ files })
    const missing = { status: 404, text: "Resource with name 'no.js' and type 'js' not found." }
    expect(failure(await call('PUT', `${FLOW}/$links/Resources(Name='no.js',ResourceType='js')`, content))).toEqual(missing)
    expect(failure(await call('DELETE', `${FLOW}/$links/Resources(Name='no.js',ResourceType='js')`))).toEqual(missing)
  })
})
