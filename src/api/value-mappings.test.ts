import { describe, expect, it } from 'vitest'
import { readArchive } from '../iflow/archive.ts'
import { API, aTenantWithPackage, aZip, base64, d, failure, plain, type Tenant } from './tenant.fixture.ts'

const MAPPING = "/ValueMappingDesigntimeArtifacts(Id='Codes',Version='active')"
const PAIR = "SrcAgency='ERP',SrcId='Plant',TgtAgency='EWM',TgtId='Site'"
const SCHEMA = `${MAPPING}/ValMapSchema`
const QUERY = `Id='Codes'&Version='active'&${PAIR.replaceAll(',', '&')}`

const entry = (agency: string, schema: string, value: string, mark = '') =>
  `<entry${mark}><agency>${agency}</agency><schema>${schema}</schema><value>${value}</value></entry>`
const group = (id: string, ...entries: string[]) => `<group id="${id}">${entries.join('')}</group>`

const PLAIN = group('g1', entry('ERP', 'Plant', 'M100'), entry('EWM', 'Site', 'S1'))
const RIVAL = group('g2', entry('ERP', 'Plant', 'M100'), entry('EWM', 'Site', 'S2'))
const THREE = group('g3', entry('ERP', 'Plant', 'M300'), entry('EWM', 'Site', 'S3'), entry('CRM', 'Place', 'P3'))

async function withMapping(...groups: string[]): Promise<Tenant> {
  const tenant = await aTenantWithPackage()
  const xml = `<?xml version="1.0" encoding="UTF-8"?><vm version="2.0">${groups.join('')}</vm>`
  const zip = await aZip({ id: 'Codes', bundleType: 'ValueMapping', files: { 'value_mapping.xml': xml, 'other.txt': 'stays' } })
  const body = { Id: 'Codes', Name: 'Codes', PackageId: 'Sales', ArtifactContent: base64(zip) }
  expect((await tenant.call('POST', '/ValueMappingDesigntimeArtifacts', body)).status).toBe(201)
  return tenant
}

const maps = async ({ call }: Tenant, name = 'ValMaps', pair = PAIR, query = '') =>
  d(await call('GET', `${SCHEMA}(${pair})/${name}${query}`)).results.map(({ Id, Value }: { Id: string; Value: Record<string, string> }) => [
    Id,
    Value.SrcValue,
    Value.TgtValue,
  ])

const pairs = async ({ call }: Tenant, query = '') =>
  d(await call('GET', `${SCHEMA}${query}`)).results.map((row: Record<string, string>) => [
    `${row.SrcAgency}/${row.SrcId} ${row.TgtAgency}/${row.TgtId}`,
    row.State,
  ])

const mappingFile = async ({ store }: Tenant) => {
  const files = await readArchive((await store.design.content('Codes'))!)
  expect(Buffer.from(files.get('other.txt')!).toString()).toBe('stays')
  return Buffer.from(files.get('value_mapping.xml')!).toString()
}

const accepted = { status: 202, body: null }

describe('ValMapSchema', () => {
  it('lists every pair in both directions', async () => {
    expect(await pairs(await withMapping(PLAIN, THREE))).toEqual([
      ['ERP/Plant EWM/Site', ''],
      ['EWM/Site ERP/Plant', ''],
      ['ERP/Plant CRM/Place', ''],
      ['EWM/Site CRM/Place', ''],
      ['CRM/Place ERP/Plant', ''],
      ['CRM/Place EWM/Site', ''],
    ])
  })

  it('shows one pair with its navigations', async () => {
    const { call } = await withMapping(PLAIN)
    const address = `${API}/ValMapSchema(${PAIR})`
    expect(d(await call('GET', `${SCHEMA}(${PAIR})`))).toEqual({
      __metadata: { id: address, uri: address, type: 'com.sap.hci.api.ValMapSchema' },
      SrcAgency: 'ERP',
      SrcId: 'Plant',
      TgtAgency: 'EWM',
      TgtId: 'Site',
      State: '',
      ValMaps: { __deferred: { uri: `${address}/ValMaps` } },
      DefaultValMaps: { __deferred: { uri: `${address}/DefaultValMaps` } },
    })
    expect((await call('GET', `${SCHEMA}(${PAIR.replace('Plant', 'Nope')})`)).status).toBe(404)
    expect(failure(await call('GET', '/ValMapSchema')).status).toBe(501)
  })

  it('is empty for a new value mapping and expands maps', async () => {
    expect(await pairs(await withMapping())).toEqual([])
    const { call } = await withMapping(PLAIN)
    const { ValMaps } = d(await call('GET', `${SCHEMA}(${PAIR})?$expand=ValMaps`))
    expect(ValMaps.results.map(({ Id }: { Id: string }) => Id)).toEqual(['g1'])
  })
})

describe('ValMaps and DefaultValMaps', () => {
  it('give the values in the direction of the pair', async () => {
    const tenant = await withMapping(PLAIN, RIVAL, THREE)
    expect(await maps(tenant)).toEqual([
      ['g1', 'M100', 'S1'],
      ['g2', 'M100', 'S2'],
      ['g3', 'M300', 'S3'],
    ])
    expect(await maps(tenant, 'ValMaps', "SrcAgency='CRM',SrcId='Place',TgtAgency='ERP',TgtId='Plant'")).toEqual([['g3', 'P3', 'M300']])
    const filter = "?$filter=Value/SrcValue eq 'M100' and Value/TgtValue eq 'S2'"
    expect(await maps(tenant, 'ValMaps', PAIR, filter)).toEqual([['g2', 'M100', 'S2']])
  })

  it('show as default what the file marks', async () => {
    const marked = group('g2', entry('ERP', 'Plant', 'M100'), entry('EWM', 'Site', 'S2', ' isDefault="true"'))
    expect(await maps(await withMapping(PLAIN, marked), 'DefaultValMaps')).toEqual([['g2', 'M100', 'S2']])
  })
})

describe('UpsertValMaps', () => {
  const upsert = ({ call }: Tenant, source: string, target: string, more = '', configured = true) =>
    call('POST', `/UpsertValMaps?${QUERY}&SrcValue='${source}'&TgtValue='${target}'&IsConfigured=${configured}${more}`)

  it('adds a map once, in a state that can be asked for', async () => {
    const tenant = await withMapping(PLAIN)
    expect(plain(await upsert(tenant, 'M%26M', 'S9'))).toEqual(accepted)
    await upsert(tenant, 'M%26M', 'S9')
    expect(await maps(tenant)).toEqual([
      ['g1', 'M100', 'S1'],
      [expect.stringMatching(/^[0-9a-f]{32}$/), 'M&M', 'S9'],
    ])
    expect(await pairs(tenant, "?$filter=State eq 'Configured'")).toHaveLength(2)
    await upsert(tenant, 'M%26M', 'S9', '', false)
    expect(await pairs(tenant, "?$filter=State eq 'Configured'")).toEqual([])
    expect((await tenant.store.design.artifact('Codes'))?.version).toBe('1.0.0')
  })

  it('changes the values of a map that is named', async () => {
    const tenant = await withMapping(PLAIN)
    await upsert(tenant, 'M101', 'S2', "&ValMapId='g1'", false)
    expect(await mappingFile(tenant)).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<vm version="2.0">${PLAIN.replace('M100', 'M101').replace('S1', 'S2')}</vm>`,
    )
  })

  it('loses nothing when maps come at the same time', async () => {
    const tenant = await withMapping()
    await Promise.all(['a', 'b', 'c', 'd'].map((value) => upsert(tenant, value, value)))
    expect((await maps(tenant)).map(([, source]: string[]) => source).sort()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('refuses what cannot be', async () => {
    const tenant = await withMapping(PLAIN)
    expect(failure(await upsert(tenant, 'a', 'b', "&ValMapId='nope'"))).toEqual({
      status: 404,
      text: 'Requested entity could not be found.',
    })
    const same = QUERY.replace('EWM', 'ERP').replace('Site', 'Plant')
    expect(failure(await tenant.call('POST', `/UpsertValMaps?${same}&SrcValue='a'&TgtValue='b'&IsConfigured=true`))).toEqual({
      status: 400,
      text: 'The source and the target of a value mapping must have different agency identifiers.',
    })
    expect(failure(await tenant.call('POST', `/UpsertValMaps?${QUERY}&SrcValue='a'&IsConfigured=true`))).toEqual({
      status: 400,
      text: 'The parameter TgtValue of UpsertValMaps is missing.',
    })
    const unknown = QUERY.replace('Codes', 'Nope')
    expect(failure(await tenant.call('POST', `/UpsertValMaps?${unknown}&SrcValue='a'&TgtValue='b'&IsConfigured=true`))).toEqual({
      status: 404,
      text: 'Integration design time artifact not found',
    })
  })

  it('says so when the artifact has no readable value_mapping.xml', async () => {
    const tenant = await aTenantWithPackage()
    const zip = await aZip({ id: 'Codes', bundleType: 'ValueMapping' })
    const body = { Id: 'Codes', Name: 'Codes', PackageId: 'Sales', ArtifactContent: base64(zip) }
    await tenant.call('POST', '/ValueMappingDesigntimeArtifacts', body)
    const refused = { status: 400, text: 'The value mapping has no value_mapping.xml.' }
    expect(failure(await tenant.call('GET', SCHEMA))).toEqual(refused)
    expect(failure(await upsert(tenant, 'a', 'b'))).toEqual(refused)
  })
})

describe('UpdateDefaultValMap', () => {
  const choose = ({ call }: Tenant, id: string) => call('POST', `/UpdateDefaultValMap?${QUERY}&ValMapId='${id}'&IsConfigured=false`)

  it('moves the default among the targets of one source value', async () => {
    const tenant = await withMapping(PLAIN, RIVAL, THREE)
    expect(plain(await choose(tenant, 'g1'))).toEqual(accepted)
    expect(await maps(tenant, 'DefaultValMaps')).toEqual([['g1', 'M100', 'S1']])
    await choose(tenant, 'g2')
    expect(await maps(tenant, 'DefaultValMaps')).toEqual([['g2', 'M100', 'S2']])
  })

  it.each([
    ['the only target', 'g3', 400, 'Not enough target instances to create default.'],
    ['an unknown map', 'nope', 404, 'Requested entity could not be found.'],
  ])('refuses %s', async (_name, id, status, text) => {
    expect(failure(await choose(await withMapping(PLAIN, RIVAL, THREE), id))).toEqual({ status, text })
  })
})

describe('DeleteValMaps', () => {
  const remove = ({ call }: Tenant) => call('POST', `/DeleteValMaps?${QUERY}`)

  it('ends a pair in both directions and keeps what third sides have', async () => {
    const tenant = await withMapping(PLAIN, THREE)
    expect(plain(await remove(tenant))).toEqual(accepted)
    expect((await pairs(tenant)).map(([pair]: string[]) => pair).sort()).toEqual([
      'CRM/Place ERP/Plant',
      'CRM/Place EWM/Site',
      'ERP/Plant CRM/Place',
      'EWM/Site CRM/Place',
    ])
    expect(await maps(tenant, 'ValMaps', "SrcAgency='CRM',SrcId='Place',TgtAgency='EWM',TgtId='Site'")).toEqual([
      [expect.stringMatching(/^[0-9a-f]{32}$/), 'P3', 'S3'],
    ])
    expect(failure(await remove(tenant))).toEqual({ status: 404, text: 'Requested entity could not be found.' })
  })

  it('works on the current version only', async () => {
    const tenant = await withMapping(PLAIN)
    await tenant.call('POST', "/ValueMappingDesigntimeArtifactSaveAsVersion?Id='Codes'&SaveAsVersion='1.0.1'")
    expect(failure(await tenant.call('POST', `/DeleteValMaps?${QUERY.replace('active', '1.0.0')}`)).status).toBe(400)
    await remove(tenant)
    expect((await tenant.call('GET', `${SCHEMA}(${PAIR})/ValMaps`)).status).toBe(404)
    const saved = await tenant.call('GET', `${SCHEMA.replace('active', '1.0.0')}/$count`)
    expect(saved.body).toBe('2')
  })
})
