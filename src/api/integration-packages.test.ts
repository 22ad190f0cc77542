import { describe, expect, it } from 'vitest'
import { readArchive, writeArchive } from '../iflow/archive.ts'
import { API, aTenant, aTenantWithPackage, aZip, base64, d, failure, plain } from './tenant.fixture.ts'

const sales = { Id: 'Sales', Name: 'Sales Flows', Description: 'All of sales', ShortText: 'Sales', Version: '1.0.0' }

const shown = (over: Record<string, unknown> = {}) => ({
  Id: 'Sales',
  Name: 'Sales Flows',
  ResourceId: 'Sales',
  Description: 'All of sales',
  ShortText: 'Sales',
  Version: '1.0.0',
  Vendor: '',
  Mode: 'EDIT_ALLOWED',
  SupportedPlatform: '[SAP Cloud Integration]',
  ModifiedBy: 'tester',
  CreationDate: '1767225600000',
  ModifiedDate: '1767225600000',
  CreatedBy: 'tester',
  Products: '[]',
  Keywords: '[]',
  Countries: '[]',
  Industries: '[]',
  LineOfBusiness: '[]',
  PackageContent: null,
  ...over,
})

const address = `${API}/IntegrationPackages('Sales')`
const links = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { __deferred: { uri: `${address}/${name}` } }]))

describe('IntegrationPackages', () => {
  it('creates from a wrapped body and shows the whole entity', async () => {
    const { call } = await aTenant()
    const created = await call('POST', '/IntegrationPackages', { d: { ...sales, Products: 'ERP', Colour: 'red' } })
    expect({ ...created, body: d(created) }).toEqual({
      status: 201,
      headers: { 'Content-Type': 'application/json', DataServiceVersion: '2.0', Location: address },
      body: {
        __metadata: {
          id: address,
          uri: address,
          type: 'com.sap.hci.api.IntegrationPackage',
          content_type: 'application/octet-stream',
          media_src: `${address}/$value`,
          edit_media: `${address}/$value`,
        },
        ...shown({ Products: '[ERP]' }),
        ...links(
          'IntegrationDesigntimeArtifacts',
          'ValueMappingDesigntimeArtifacts',
          'MessageMappingDesigntimeArtifacts',
          'ScriptCollectionDesigntimeArtifacts',
          'DataTypeDesigntimeArtifacts',
          'MessageTypeDesigntimeArtifacts',
          'FaultMessageTypeDesigntimeArtifacts',
          'ServiceInterfaceDesigntimeArtifacts',
          'CustomTags',
        ),
      },
    })
    expect(d(await call('GET', "/IntegrationPackages(Id='Sales')"))).toEqual(d(created))
    expect(d(await call('GET', '/IntegrationPackages?%24top=5')).results).toEqual([d(created)])
  })

  it('updates what is given and keeps the rest', async () => {
    const { call, clock } = await aTenant()
    await call('POST', '/IntegrationPackages', sales)
    clock.advance(5)
    expect(plain(await call('PUT', "/IntegrationPackages('Sales')", { d: { Name: 'New', Version: '2.0.0' } }))).toEqual({
      status: 202,
      body: null,
    })
    expect(d(await call('GET', "/IntegrationPackages('Sales')"))).toEqual(
      expect.objectContaining(shown({ Name: 'New', Version: '2.0.0', ModifiedDate: '1767225600005' })),
    )
  })

  it('deletes at once, with its artifacts', async () => {
    const { call } = await aTenant()
    await call('POST', '/IntegrationPackages', sales)
    await call('POST', '/IntegrationDesigntimeArtifacts', { Id: 'F', Name: 'F', PackageId: 'Sales' })
    expect(plain(await call('DELETE', "/IntegrationPackages('Sales')"))).toEqual({ status: 202, body: null })
    expect(failure(await call('GET', "/IntegrationPackages('Sales')"))).toEqual({
      status: 404,
      text: 'Integration package Sales does not exist.',
    })
    expect((await call('GET', "/IntegrationDesigntimeArtifacts(Id='F',Version='active')")).status).toBe(404)
  })

  it('takes the id from the name when there is none', async () => {
    const { call } = await aTenant()
    expect(d(await call('POST', '/IntegrationPackages', { Name: 'My sales (2)', ShortText: 's' })).Id).toBe('Mysales2')
  })

  it.each([
    ['a second one', sales, 409, 'Entity with the specified IntegrationPackage id already exist.'],
    ['a special character', { ...sales, Id: 'a_b' }, 400, "Property 'Id' value cannot have a special character. Enter a valid Id."],
    ['no short text', { ...sales, Id: 'B', ShortText: '' }, 400, "Property 'ShortText' cannot be empty"],
    ['no name', { Id: 'B', ShortText: 'x' }, 400, "Property 'Name' cannot be empty"],
    [
      'content that is no zip',
      { PackageContent: base64(Buffer.from('hello')) },
      400,
      expect.stringContaining('zip archive cannot be read'),
    ],
  ])('refuses %s', async (_name, body, status, text) => {
    const { call } = await aTenant()
    await call('POST', '/IntegrationPackages', sales)
    expect(failure(await call('POST', '/IntegrationPackages', body))).toEqual({ status, text })
  })

  it('refuses to change or delete what is not there', async () => {
    const { call } = await aTenant()
    const missing = { status: 404, text: 'Integration package X does not exist.' }
    expect(failure(await call('PUT', "/IntegrationPackages('X')", sales))).toEqual(missing)
    expect(failure(await call('DELETE', "/IntegrationPackages('X')"))).toEqual(missing)
    expect(failure(await call('GET', "/IntegrationPackages('X')/IntegrationDesigntimeArtifacts"))).toEqual(missing)
  })
})

describe('package export and import', () => {
  const zips = async () => ({
    flow: await aZip({ id: 'Order', name: 'Order', version: '1.2.3', files: { 'src/main/resources/script/a.groovy': 'x' } }),
    scripts: await aZip({ id: 'Scripts', name: 'Scripts', bundleType: 'ScriptCollection' }),
  })

  const aFullTenant = async () => {
    const tenant = await aTenant()
    const { flow, scripts } = await zips()
    await tenant.call('POST', '/IntegrationPackages', { ...sales, Vendor: 'ACME', Keywords: 'a,b' })
    await tenant.call('POST', '/IntegrationDesigntimeArtifacts', {
      Id: 'Order',
      Name: 'Order it',
      PackageId: 'Sales',
      ArtifactContent: base64(flow),
    })
    await tenant.call('POST', '/ScriptCollectionDesigntimeArtifacts', {
      Id: 'Scripts',
      Name: 'Scripts',
      PackageId: 'Sales',
      ArtifactContent: base64(scripts),
    })
    return tenant
  }

  it('hands out a zip with one content entry per artifact', async () => {
    const { call } = await aFullTenant()
    const response = await call('GET', "/IntegrationPackages('Sales')/$value")
    const files = await readArchive(response.body as Uint8Array)
    expect({
      status: response.status,
      headers: response.headers,
      files: [...files.keys()].map((name) => name.replace(/^[0-9a-f]{32}/, 'ID')),
    }).toEqual({
      status: 200,
      headers: {
        'Content-Type': 'application/zip',
        DataServiceVersion: '1.0',
        'Content-Disposition': `attachment; filename="Sales Flows.zip"; filename*=UTF-8''Sales%20Flows.zip`,
      },
      files: expect.arrayContaining(['ID_content', 'ID_content', 'ExportInformation.info', 'contentmetadata.md', 'hash', 'resources.cnt']),
    })
    const index = JSON.parse(Buffer.from(Buffer.from(files.get('resources.cnt')!).toString(), 'base64').toString())
    expect(
      index.resources.map(({ resourceType, uniqueId, semanticVersion }: Record<string, string>) => [
        resourceType,
        uniqueId,
        semanticVersion,
      ]),
    ).toEqual([
      ['ContentPackage', 'Sales', '1.0.0'],
      ['IFlow', 'Order', '1.2.3'],
      ['ScriptCollection', 'Scripts', '1.0.0'],
    ])
  })

  it('round-trips everything into another tenant', async () => {
    const source = await aFullTenant()
    const { body } = await source.call('GET', "/IntegrationPackages('Sales')/$value")
    const target = await aTenant()
    const imported = await target.call('POST', '/IntegrationPackages', { PackageContent: base64(body as Uint8Array) })
    expect(imported.status).toBe(201)
    for (const path of [
      "/IntegrationPackages('Sales')",
      "/IntegrationPackages('Sales')/IntegrationDesigntimeArtifacts",
      "/IntegrationPackages('Sales')/ScriptCollectionDesigntimeArtifacts",
    ]) {
      expect(d(await target.call('GET', path))).toEqual(d(await source.call('GET', path)))
    }
    const { flow } = await zips()
    expect((await target.call('GET', "/IntegrationDesigntimeArtifacts(Id='Order',Version='active')/$value")).body).toEqual(
      Buffer.from(flow),
    )
  })

  it('keeps documents and links for the next export and for copies', async () => {
    const source = await aFullTenant()
    const files = new Map(await readArchive((await source.call('GET', "/IntegrationPackages('Sales')/$value")).body as Uint8Array))
    const indexOf = (index: Uint8Array) => JSON.parse(Buffer.from(Buffer.from(index).toString(), 'base64').toString())
    const documents = [
      {
        id: 'a'.repeat(32),
        resourceType: 'File',
        name: 'guide',
        displayName: 'Guide',
        additionalAttributes: { fileName: { attributeValues: ['guide.pdf'] } },
      },
      { id: 'b'.repeat(32), resourceType: 'Url', name: 'manual' },
    ]
    const index = indexOf(files.get('resources.cnt')!)
    index.resources.push(...documents)
    files.set('resources.cnt', Buffer.from(Buffer.from(JSON.stringify(index)).toString('base64')))
    for (const { id, name } of documents) files.set(`${id}_content`, Buffer.from(`content of ${name}`))
    const { call } = await aTenant()
    const imported = await call('POST', '/IntegrationPackages', { PackageContent: base64(await writeArchive(files)) })
    expect(imported.status).toBe(201)
    expect((await call('POST', "/CopyIntegrationPackage?Id='Sales'&ImportMode='CREATE_COPY'&Suffix='copy'")).status).toBe(201)
    for (const id of ['Sales', 'Sales.copy']) {
      const again = await readArchive((await call('GET', `/IntegrationPackages('${id}')/$value`)).body as Uint8Array)
      expect(indexOf(again.get('resources.cnt')!).resources.slice(-2)).toEqual(documents)
      expect(documents.map((document) => Buffer.from(again.get(`${document.id}_content`)!).toString())).toEqual([
        'content of guide',
        'content of manual',
      ])
    }
  })

  it('imports over an existing package only when told', async () => {
    const { call } = await aFullTenant()
    const PackageContent = base64((await call('GET', "/IntegrationPackages('Sales')/$value")).body as Uint8Array)
    await call('POST', '/IntegrationDesigntimeArtifacts', { Id: 'Extra', Name: 'Extra', PackageId: 'Sales' })
    expect((await call('POST', '/IntegrationPackages', { PackageContent })).status).toBe(409)
    expect((await call('POST', '/IntegrationPackages?Overwrite=true', { PackageContent })).status).toBe(201)
    const { results } = d(await call('GET', "/IntegrationPackages('Sales')/IntegrationDesigntimeArtifacts"))
    expect(results.map(({ Id }: { Id: string }) => Id)).toEqual(['Order'])
  })

  it('keeps the tests of an artifact that is replaced, and forgets those of one that is gone', async () => {
    const { call, store } = await aFullTenant()
    const PackageContent = base64((await call('GET', "/IntegrationPackages('Sales')/$value")).body as Uint8Array)
    await call('POST', '/IntegrationDesigntimeArtifacts', { Id: 'Extra', Name: 'Extra', PackageId: 'Sales' })
    const test = { name: 'orders', text: 'tests: []', modifiedBy: 'u', modifiedAt: 1, lastRun: null }
    for (const artifactId of ['Order', 'Extra']) await store.flowTests.create({ ...test, artifactId })
    expect((await call('POST', '/IntegrationPackages?Overwrite=true', { PackageContent })).status).toBe(201)
    expect(await store.flowTests.list('Order')).toEqual([{ ...test, artifactId: 'Order' }])
    expect(await store.flowTests.list('Extra')).toEqual([])
  })

  it('changes nothing when an artifact belongs to another package or is broken', async () => {
    const source = await aFullTenant()
    const content = (await source.call('GET', "/IntegrationPackages('Sales')/$value")).body as Uint8Array
    const target = await aTenant()
    await target.call('POST', '/IntegrationPackages', { Id: 'Other', Name: 'Other things', ShortText: 'o' })
    await target.call('POST', '/IntegrationDesigntimeArtifacts', { Id: 'Order', Name: 'Order', PackageId: 'Other' })
    expect(failure(await target.call('POST', '/IntegrationPackages', { PackageContent: base64(content) }))).toEqual({
      status: 500,
      text: 'An integration flow Order it with the ID Order already exists in the Other things package. Please rename the artifact ID.',
    })
    const broken = new Map(
      [...(await readArchive(content))].map(([name, bytes]) => [name, name.endsWith('_content') ? Buffer.from('no zip') : bytes]),
    )
    expect((await target.call('POST', '/IntegrationPackages', { PackageContent: base64(await writeArchive(broken)) })).status).toBe(400)
    expect((await target.call('GET', "/IntegrationPackages('Sales')")).status).toBe(404)
  })

  it('refuses a zip that is no export', async () => {
    const { call } = await aTenant()
    expect(failure(await call('POST', '/IntegrationPackages', { PackageContent: base64(await aZip()) })).status).toBe(400)
  })
})

it('writes packages as Atom to who asks for nothing', async () => {
  const { call } = await aTenantWithPackage()
  const response = await call('GET', '/IntegrationPackages', undefined, {})
  expect(response.headers['Content-Type']).toBe('application/atom+xml;type=feed;charset=utf-8')
  expect(String(response.body)).toContain(
    '<content type="application/octet-stream" src="IntegrationPackages(&apos;Sales&apos;)/$value"/><m:properties><d:Id>Sales</d:Id>',
  )
})
