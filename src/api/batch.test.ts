import { expect, it } from 'vitest'
import { readArchive } from '../iflow/archive.ts'
import { BATCH, batchOf, changesetOf, httpPart, outcomes } from '../odata/batch.fixture.ts'
import { aTenantWithPackage, aZip, base64 } from './tenant.fixture.ts'

const FLOW = "IntegrationDesigntimeArtifacts(Id='Flow',Version='active')"
const SCRIPT = `${FLOW}/$links/Resources(Name='a.groovy',ResourceType='groovy')`
const files = {
  'src/main/resources/parameters.prop': 'Retries=3\r\nAddress=/old\r\n',
  'src/main/resources/parameters.propdef': '<parameters><parameter><name>Retries</name><type>xsd:integer</type></parameter></parameters>',
  'src/main/resources/script/a.groovy': 'old',
}
const put = (path: string, body: object) => httpPart(`PUT ${path}`, JSON.stringify(body))
const parameter = (key: string, ParameterValue: string) => put(`${FLOW}/$links/Configurations('${key}')`, { ParameterValue })

async function withFlow(roles?: string[]) {
  const { call, store } = await aTenantWithPackage(roles)
  if (roles === undefined) {
    const artifact = { Id: 'Flow', Name: 'Flow', PackageId: 'Sales', ArtifactContent: base64(await aZip({ files })) }
    await call('POST', '/IntegrationDesigntimeArtifacts', artifact)
  }
  const send = (body: string) => call('POST', '/$batch', body, { authorization: 'Bearer t', 'content-type': BATCH })
  const text = async (path: string) => {
    const archive = await readArchive((await store.design.content('Flow'))!)
    return Buffer.from(archive.get(`src/main/resources/${path}`)!).toString()
  }
  return { send, text }
}

it('changes parameters and a resource of a flow in one changeset, and reads them back', async () => {
  const { send, text } = await withFlow()
  const script = put(SCRIPT, { ResourceContent: base64(Buffer.from('new')) })
  const changes = changesetOf(parameter('Retries', '5'), parameter('Address', '/new'), script)
  const read = httpPart(`GET ${FLOW}/Configurations('Retries')/ParameterValue/$value`)
  expect(outcomes(await send(batchOf(read, changes, read)))).toEqual(['200 3', ['202', '202', '200'], '200 5'])
  expect([await text('parameters.prop'), await text('script/a.groovy')]).toEqual(['Retries=5\r\nAddress=/new\r\n', 'new'])
})

it('answers for the whole changeset with what failed first, and keeps nothing of it', async () => {
  const { send, text } = await withFlow()
  const changes = changesetOf(parameter('Retries', '5'), parameter('Nope', 'x'), parameter('Address', '/new'))
  expect(outcomes(await send(batchOf(changes)))).toEqual(["404 Parameter key 'Nope' not found."])
  expect(await text('parameters.prop')).toBe('Retries=3\r\nAddress=/old\r\n')
})

it('creates partner parameters as the documentation shows', async () => {
  const { send } = await withFlow()
  const created = (Id: string) => httpPart('POST StringParameters?user=userAbc', JSON.stringify({ Pid: 'partner7', Id, Value: 'v' }))
  const changed = put("StringParameters(Pid='partner7',Id='sp11')", { Value: 'w' })
  const read = httpPart("GET StringParameters(Pid='partner7',Id='sp11')/Value/$value")
  expect(outcomes(await send(batchOf(changesetOf(created('sp11'), created('sp12'), changed), read)))).toEqual([
    [expect.stringMatching(/^201 /), expect.stringMatching(/^201 /), '204'],
    '200 w',
  ])
})

it('asks for the role of each part', async () => {
  const { send } = await withFlow(['WorkspacePackagesRead'])
  expect(
    outcomes(await send(batchOf(httpPart("GET IntegrationPackages('Sales')/Name/$value"), changesetOf(parameter('Retries', '5'))))),
  ).toEqual(['200 Sales Flows', '403 null'])
})
