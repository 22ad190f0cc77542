import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ENTITY_SETS } from '../../src/api/index.ts'
import { accessToken, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { type Edmx, readEdmx } from '../support/edmx.ts'
import { content, https } from '../support/flow.ts'
import { AtomReader, JsonReader, type ReadEntity } from '../support/odata-documents.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

/** What the API answers, held against what its own `$metadata` declares. */
let tenant: TestTenant
let edmx: Edmx
beforeAll(async () => {
  tenant = await testTenant()
  await fill()
  edmx = readEdmx(await (await api('GET', '$metadata', 'application/xml')).text())
})
afterAll(() => tenant.stop())

async function api(method: string, path: string, accept: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${tenant.adminToken}`, accept, ...(body && { 'content-type': 'application/json' }) }
  const answer = await fetch(`${tenant.publicUrl}/api/v1/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
  return answer
}

/** One of everything that can be made without much ado. */
const ENTITIES: readonly (readonly [set: string, entity: object])[] = [
  ['AccessPolicies', { RoleName: 'Secret', Description: 'd', ArtifactReferences: [] }],
  ['AlternativePartners', { Agency: 'ERP', Scheme: 'Customer', Id: '4711 & more', Pid: 'P' }],
  ['AuthorizedUsers', { User: "o'neil", Pid: 'P' }],
  ['BinaryParameters', { Pid: 'P', Id: 'b', ContentType: 'xml', Value: 'PGEvPg==' }],
  ['StringParameters', { Pid: 'P', Id: 's/ü', Value: '<a>&\r\n"' }],
  ['UserCredentialParameters', { Pid: 'P', Id: 'u', User: 'u', Password: 'p' }],
  ['NumberRanges', { Name: 'N', Description: '', MinValue: '1', MaxValue: '9', Rotate: 'true', CurrentValue: '1', FieldLength: '2' }],
  ['SecureParameters', { Name: 'S', Description: 'd', SecureParam: 'x' }],
  ['UserCredentials', { Name: 'U', Kind: 'default', Description: '', User: 'u', Password: 'p' }],
  [
    'OAuth2ClientCredentials',
    {
      Name: 'O',
      TokenServiceUrl: 'https://example.com/token',
      ClientId: 'c',
      ClientSecret: 's',
      ClientAuthentication: 'header',
      Scope: '',
    },
  ],
]

async function fill(): Promise<void> {
  for (const [set, entity] of ENTITIES) await api('POST', set, 'application/json', entity)
  const failing = { activity: 'Filter', properties: { wrapContent: '/root' } }
  await deploy(tenant, {
    id: 'Failing',
    sender: https('/failing'),
    steps: [content('x'), failing],
    resources: { 'parameters.prop': 'A=1\n' },
  })
  const authorization = `Bearer ${await accessToken(await testClient(tenant, 'cloud-foundry'))}`
  await fetch(`${tenant.publicUrl}/http/failing`, { method: 'POST', body: 'x', headers: { authorization } })
  const logged = async () => expect(Number(await (await api('GET', 'MessageProcessingLogs/$count', '*/*')).text())).toBe(1)
  await vi.waitFor(logged, { interval: 5 })
}

async function inJson(path: string): Promise<ReadEntity[]> {
  const { d } = (await (await api('GET', path, 'application/json')).json()) as { d: { results?: unknown[] } }
  return (d.results ?? [d]).map((entity) => new JsonReader(edmx).entity(entity))
}

const inAtom = async (path: string): Promise<ReadEntity[]> =>
  new AtomReader(edmx).document(await (await api('GET', path, 'application/atom+xml')).text())

const LISTS = ENTITY_SETS.filter((set) => set.list !== undefined || (set.find !== undefined && set.read !== undefined))

/** What sets ask for that do not list everything. */
const QUESTIONS: Readonly<Record<string, string>> = {
  GenericIdempotentRepositoryEntries: "?id='e'",
  IdempotentRepositoryEntries: "?id='e'",
  UserCredentialParameters: "?$filter=Pid eq 'P'",
}

test.each(LISTS.map(({ name }) => name))('%s answers the same valid entities in both formats', async (name) => {
  const path = name + (QUESTIONS[name] ?? '')
  const entities = await inJson(path)
  expect(await inAtom(path)).toEqual(entities)
  const made = ENTITIES.filter(([set]) => set === name)
  expect(entities.length).toBeGreaterThanOrEqual(made.length)
})

test.each(LISTS.flatMap(({ name, navigation = {} }) => Object.keys(navigation).map((target) => [name, target] as const)))(
  '%s with %s inline',
  async (name, target) => {
    const path = `${name}?$expand=${target}`
    expect(await inAtom(path)).toEqual(await inJson(path))
  },
)
