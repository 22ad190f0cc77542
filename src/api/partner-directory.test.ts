import { describe, expect, it } from 'vitest'
import { aTenant, d, failure, plain } from './tenant.fixture.ts'

const authorship = {
  LastModifiedBy: 'tester',
  LastModifiedTime: '/Date(1767225600000)/',
  CreatedBy: 'tester',
  CreatedTime: '/Date(1767225600000)/',
}
const city = { Pid: 'acme', Id: 'CITY', Value: 'Walldorf' }
const sheet = { Pid: 'acme', Id: 'XSL', ContentType: 'xsl', Value: Buffer.from('<xsl/>').toString('base64') }
const name = { Agency: 'AgencyXYZ', Scheme: 'LONG', Id: 'Receiver Premium', Pid: 'acme' }
const user = { User: 'oauth_client_sender', Pid: 'acme' }
const credential = { Pid: 'acme', Id: 'USER', User: 'anna', Password: 's3cret-p4ss' }
const hex = { Hexagency: '4167656E637958595A', Hexscheme: '4C4F4E47', Hexid: '5265636569766572205072656D69756D' }
const hexKey = `Hexagency='${hex.Hexagency}',Hexscheme='${hex.Hexscheme}',Hexid='${hex.Hexid}'`

/** Set, entity, its key, what an update says, and the texts of a duplicate and of a missing property. */
const KINDS = [
  [
    'StringParameters',
    city,
    "Pid='acme',Id='CITY'",
    { Value: 'Rot' },
    'String Parameter with partner ID acme and parameter ID CITY',
    'ITPD_STRING_PAS',
    'ITPD_STRING_PAS_PK',
  ],
  [
    'BinaryParameters',
    sheet,
    "Pid='acme',Id='XSL'",
    { ContentType: 'zip', Value: 'UEs=' },
    'Binary Parameter with partner ID acme and parameter ID XSL',
    'ITPD_BINARY_PAS',
    'ITPD_BINARY_PAS_PK',
  ],
  [
    'AlternativePartners',
    name,
    hexKey,
    { Pid: 'beta' },
    'Alternative Partner ID with ID Receiver Premium, scheme LONG, and agency AgencyXYZ',
    'ITPD_ALTERNATIVE_PIDS',
    'ITPD_ALTERNATIVE_PIDS_PK',
  ],
  [
    'AuthorizedUsers',
    user,
    "'oauth_client_sender'",
    { Pid: 'beta' },
    'Authorized User with user oauth_client_sender',
    'ITPD_AUTHORIZED_USERS',
    'PK_ITPD_AUTHORIZED_USERS',
  ],
] as const

const withoutLinks = ({ __metadata, ...entity }: Record<string, unknown>) => entity

describe('partner data', () => {
  it.each(KINDS)('%s: created, read, changed and deleted', async (set, body, key, change) => {
    const { call, clock } = await aTenant()
    const expected = { ...(set === 'AlternativePartners' ? hex : {}), ...body, ...authorship }
    const created = await call('POST', `/${set}`, body)
    expect([created.status, withoutLinks(d(created))]).toEqual([201, expected])
    expect(d(await call('GET', `/${set}(${key})`)).__metadata.uri).toBe(
      `https://tenant.example/api/v1/${set}(${key.replaceAll(' ', '%20')})`,
    )
    clock.advance(1000)
    expect(plain(await call('PUT', `/${set}(${key})`, change))).toEqual({ status: 204, body: null })
    const changed = { ...expected, ...change, LastModifiedTime: '/Date(1767225601000)/' }
    expect(d(await call('GET', `/${set}`)).results.map(withoutLinks)).toEqual([changed])
    expect(plain(await call('DELETE', `/${set}(${key})`))).toEqual({ status: 204, body: null })
    const gone = { status: 404, text: 'Requested entity could not be found.' }
    for (const method of ['GET', 'PUT', 'DELETE']) expect(failure(await call(method, `/${set}(${key})`, change))).toEqual(gone)
  })

  it.each(KINDS)('%s: refuses a duplicate and what is missing as the service does', async (set, body, key, change, named, table, index) => {
    const { call } = await aTenant()
    await call('POST', `/${set}`, body)
    expect(failure(await call('POST', `/${set}`, body))).toEqual({
      status: 500,
      text:
        `Problem during creating an entity: Inserting ${named} failed: ` +
        `Attempt to insert duplicate key row in object '${table}' with unique index '${index}'`,
    })
    for (const property of Object.keys(body)) {
      expect(failure(await call('POST', `/${set}`, { ...body, [property]: null }))).toEqual({
        status: 500,
        text: `Problem during creating an entity: The value of the property '${property}' is missing for the entity '${set.slice(0, -1)}'.`,
      })
    }
    const [property = ''] = Object.keys(change)
    const column = property === 'ContentType' ? 'CONTENT_TYPE' : property.toUpperCase()
    expect(failure(await call('PUT', `/${set}(${key})`, {}))).toEqual({
      status: 500,
      text:
        `Problem during updating an entity: Updating ${named} failed: ` +
        `Attempt to insert NULL value into column '${column}', table '${table}'; column does not allow nulls. Update fails.`,
    })
  })

  it('is filtered, sorted, counted and paged in the store', async () => {
    const { call } = await aTenant()
    for (const [Id, Value] of Object.entries({ a: '3', b: '1', c: '2' })) await call('POST', '/StringParameters', { ...city, Id, Value })
    await call('POST', '/StringParameters', { ...city, Pid: 'beta' })
    const ids = async (query: string) => d(await call('GET', `/StringParameters?${query}`)).results.map(({ Id }: { Id: string }) => Id)
    expect(await ids("$filter=Pid%20eq%20'acme'&$orderby=Value%20desc&$skip=1")).toEqual(['c', 'b'])
    expect(await ids("$filter=Pid eq 'acme' and (Value gt '1' or Id eq 'b')&$top=2")).toEqual(['a', 'b'])
    expect(plain(await call('GET', "/StringParameters/$count?$filter=Pid eq 'acme'"))).toEqual({ status: 200, body: '3' })
    expect(d(await call('GET', '/StringParameters?$inlinecount=allpages&$top=1')).__count).toBe('4')
    expect(failure(await call('GET', '/AlternativePartners?$orderby=Hexid'))).toEqual({
      status: 400,
      text: "AlternativePartner cannot be filtered or sorted by 'Hexid'.",
    })
  })

  it('binary parameters come 30 at a time', async () => {
    const { call } = await aTenant()
    for (let index = 0; index < 31; index++) await call('POST', '/BinaryParameters', { ...sheet, Id: `p${String(index).padStart(2, '0')}` })
    const first = d(await call('GET', '/BinaryParameters'))
    expect([first.results.length, first.__next]).toEqual([30, 'https://tenant.example/api/v1/BinaryParameters?$skiptoken=30'])
    expect(d(await call('GET', '/BinaryParameters?$skiptoken=30')).results.map(({ Id }: { Id: string }) => Id)).toEqual(['p30'])
  })

  it('has bounds', async () => {
    const { call } = await aTenant()
    const long = (property: string, length: number) => ({ ...city, [property]: 'x'.repeat(length) })
    for (const [property, longest] of Object.entries({ Pid: 60, Id: 1500, Value: 4000 })) {
      expect((await call('POST', '/StringParameters', long(property, longest))).status).toBe(201)
      expect(failure(await call('POST', '/StringParameters', long(property, longest + 1)))).toEqual({
        status: 400,
        text: `Property '${property}' is longer than ${longest} characters.`,
      })
    }
    const large = { ...sheet, Value: Buffer.alloc(1_572_865).toString('base64') }
    expect(failure(await call('POST', '/BinaryParameters', large))).toEqual({
      status: 400,
      text: "Property 'Value' is larger than 1572864 bytes.",
    })
  })

  it('an alternative partner has a key in hex, in either case', async () => {
    const { call } = await aTenant()
    await call('POST', '/AlternativePartners', name)
    expect(
      (await call('GET', `/AlternativePartners(${hexKey.toLowerCase().replace(/hex(.)/g, (_, letter) => `Hex${letter}`)})`)).status,
    ).toBe(200)
    expect(failure(await call('DELETE', "/AlternativePartners(Hexagency='41',Hexscheme='4',Hexid='41')"))).toEqual({
      status: 500,
      text: "Invalid key predicate: 'Hexscheme='4''",
    })
  })
})

describe('user credential parameters', () => {
  it('are created or replaced, and never show the password', async () => {
    const { call, store, vault } = await aTenant()
    const created = await call('POST', '/UserCredentialParameters', credential)
    expect([created.status, withoutLinks(d(created))]).toEqual([201, { ...credential, Password: null, ...authorship }])
    expect((await call('POST', '/UserCredentialParameters', { ...credential, User: 'ben', Password: 's3cret-two' })).status).toBe(201)
    const stored = (await store.partnerDirectory.userCredentialParameters.find({ pid: 'acme', id: 'USER' }))!
    expect([stored.user, vault.decrypt(stored.password)]).toEqual(['ben', 's3cret-two'])
    for (const target of ["(Pid='acme',Id='USER')", "?$filter=Pid eq 'acme'", "(Pid='acme',Id='USER')?returnHashedPassword=SHA256"]) {
      expect(JSON.stringify(await call('GET', `/UserCredentialParameters${target}`))).not.toContain('s3cret')
    }
    expect((await call('DELETE', "/UserCredentialParameters(Pid='acme',Id='USER')")).status).toBe(204)
    expect((await call('PUT', "/UserCredentialParameters(Pid='acme',Id='USER')", credential)).status).toBe(405)
  })

  it('are asked for one partner at a time', async () => {
    const { call } = await aTenant()
    await call('POST', '/UserCredentialParameters', credential)
    expect(d(await call('GET', "/UserCredentialParameters?$filter=Pid eq 'acme'")).results).toHaveLength(1)
    const text = (asked: string) =>
      `Filter '${asked}' is not supported in UserCredentialParameters query. ` +
      `Only filters of the form "$filter=Pid eq 'parterId1'" are supported.`
    expect(failure(await call('GET', '/UserCredentialParameters'))).toEqual({ status: 500, text: text('') })
    expect(failure(await call('GET', "/UserCredentialParameters?$filter=Pid eq ''"))).toEqual({ status: 500, text: text("Pid eq ''") })
    expect(failure(await call('GET', "/UserCredentialParameters?$filter=User eq 'a'"))).toEqual({ status: 500, text: text("User eq 'a'") })
  })
})

describe('partners', () => {
  it('are there while anything is known about them', async () => {
    const { call } = await aTenant()
    await call('POST', '/StringParameters', city)
    await call('POST', '/AuthorizedUsers', { ...user, Pid: 'beta' })
    expect(d(await call('GET', '/Partners')).results.map(withoutLinks)).toEqual([{ Pid: 'acme' }, { Pid: 'beta' }])
    expect(d(await call('GET', "/Partners?$format=json&$filter=Pid%20eq%20'beta'")).results).toHaveLength(1)
    expect((await call('GET', "/Partners('gamma')")).status).toBe(404)
  })

  it('are deleted with everything but what is excluded', async () => {
    const { call, store } = await aTenant()
    for (const [set, body] of [...KINDS.map(([set, body]) => [set, body] as const), ['UserCredentialParameters', credential] as const]) {
      await call('POST', `/${set}`, body)
    }
    expect(failure(await call('DELETE', "/Partners('acme')?exclude=Users"))).toEqual({
      status: 400,
      text: "Parameter 'exclude' names 'Users'; known: StringParameters, BinaryParameters, UserCredentialParameters, AlternativePartners, AuthorizedUsers.",
    })
    expect(plain(await call('DELETE', "/Partners('acme')?exclude=AuthorizedUsers,StringParameters"))).toEqual({ status: 204, body: null })
    const { stringParameters, binaryParameters, userCredentialParameters, alternativePartners, authorizedUsers } = store.partnerDirectory
    const left = [stringParameters, authorizedUsers, binaryParameters, userCredentialParameters, alternativePartners]
    expect(await Promise.all(left.map((rows) => rows.count()))).toEqual([1, 1, 0, 0, 0])
    await call('DELETE', "/Partners('acme')")
    expect(failure(await call('DELETE', "/Partners('acme')"))).toEqual({ status: 404, text: 'Requested entity could not be found.' })
  })

  it.each([...KINDS.map(([set]) => set), 'Partners'])('%s are for the configurator only', async (set) => {
    const { call } = await aTenant(['MonitoringDataRead', 'AuthGroup_Administrator'])
    expect(failure(await call('GET', `/${set}`))).toEqual({ status: 403, text: null })
  })
})
