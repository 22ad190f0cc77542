import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BATCH, batchOf, changesetOf, httpPart, outcomes } from '../../src/odata/batch.fixture.ts'
import { accessToken, TOKEN_PATHS, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

const FLOW = "IntegrationDesigntimeArtifacts(Id='Orders',Version='active')"
const SCRIPT = `${FLOW}/$links/Resources(Name='a.groovy',ResourceType='groovy')`

let tenant: TestTenant
beforeAll(async () => {
  tenant = await testTenant()
  const resources = {
    'parameters.prop': 'Retries=3\n',
    'parameters.propdef': '<parameters><parameter><name>Retries</name><type>xsd:integer</type></parameter></parameters>',
    'script/a.groovy': 'old',
  }
  await deploy(tenant, { id: 'Orders', sender: https('/orders'), steps: [content('done')], resources })
})
afterAll(() => tenant.stop())

const send = async (authorization: string, body: string) => {
  const headers = { authorization, accept: 'application/json', 'content-type': BATCH }
  return received(await fetch(`${tenant.publicUrl}/api/v1/$batch`, { method: 'POST', headers, body }))
}
const received = async (response: Response) => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  body: Buffer.from(await response.arrayBuffer()),
})

const put = (path: string, body: object) => httpPart(`PUT ${path}`, JSON.stringify(body))
const retries = (value: string) => put(`${tenant.publicUrl}/api/v1/${FLOW}/$links/Configurations('Retries')`, { ParameterValue: value })
const script = (text: string) => put(SCRIPT, { ResourceContent: Buffer.from(text).toString('base64') })
const readRetries = httpPart(`GET ${FLOW}/Configurations('Retries')/ParameterValue/$value`)
const readScript = httpPart(`GET ${FLOW}/Resources(Name='a.groovy',ResourceType='groovy')/$value`)

describe('$batch over the wire', () => {
  it('changes a parameter and a resource of a flow, and reads them back', async () => {
    const parts = [readRetries, changesetOf(retries('5'), script('new')), readRetries, readScript]
    const answer = await send(`Bearer ${tenant.adminToken}`, batchOf(...parts))
    expect([answer.status, outcomes(answer)]).toEqual([202, ['200 3', ['202', '200'], '200 5', '200 new']])
  })

  it.each(['neo', 'cloud-foundry'] as const)('gives each part to who holds its role only: %s', async (dialect) => {
    const roles = dialect === 'neo' ? ['WebToolingWorkspace.Read'] : ['WorkspacePackagesRead']
    const token = await accessToken(await testClient(tenant, dialect, { application: 'tmn', roles }))
    const answer = await send(`Bearer ${token}`, batchOf(readScript, changesetOf(script('mine')), readScript))
    const [before, refused, after] = outcomes(answer)
    expect([answer.status, refused, after]).toEqual([202, '403 null', before])
  })

  it('spends one DPoP proof for all parts', async () => {
    const roles = ['WorkspacePackagesRead', 'WorkspacePackagesConfigure']
    const { id, secret } = await testClient(tenant, 'cloud-foundry', { application: 'tmn', roles, dpopBound: true })
    const tokenUrl = tenant.publicUrl + TOKEN_PATHS['cloud-foundry']
    const server = { issuer: tokenUrl, token_endpoint: tokenUrl }
    const self = { client_id: id }
    const options = { DPoP: oauth.DPoP({}, await oauth.generateKeyPair('ES256')), [oauth.allowInsecureRequests]: true }
    const granted = await oauth.clientCredentialsGrantRequest(server, self, oauth.ClientSecretBasic(secret), {}, options)
    const { access_token: token } = await oauth.processClientCredentialsResponse(server, self, granted)
    const url = new URL(`${tenant.publicUrl}/api/v1/$batch`)
    const body = batchOf(readScript, changesetOf(retries('7')), readRetries)
    const answer = await received(
      await oauth.protectedResourceRequest(token, 'POST', url, new Headers({ 'content-type': BATCH }), body, options),
    )
    expect([answer.status, outcomes(answer).slice(1)]).toEqual([202, [['202'], '200 7']])
  })

  it('refuses a batch of nobody, and one that is cut off', async () => {
    expect((await send('', batchOf(readScript))).status).toBe(401)
    const cut = await send(`Bearer ${tenant.adminToken}`, batchOf(changesetOf(retries('9')), readScript).slice(0, -20))
    expect([cut.status, JSON.parse(cut.body.toString()).error.message.value]).toEqual([
      400,
      'The closing delimiter --batch_1-- is missing.',
    ])
    expect(outcomes(await send(`Bearer ${tenant.adminToken}`, batchOf(readRetries)))).not.toEqual(['200 9'])
  })
})

describe('a changeset over the wire', () => {
  const admin = (body: string) => send(`Bearer ${tenant.adminToken}`, body)
  const read = async (path: string) => {
    const headers = { authorization: `Bearer ${tenant.adminToken}`, accept: 'application/json' }
    return (await (await fetch(`${tenant.publicUrl}/api/v1/${path}`, { headers })).json()).d.results
  }
  const parameter = (Pid: string, Id: string, Value = 'v') => httpPart('POST StringParameters', JSON.stringify({ Pid, Id, Value }))
  const partner = (User: string, Pid: string) => httpPart('POST AuthorizedUsers', JSON.stringify({ User, Pid }))
  const duplicate = '500 Problem during creating an entity: Inserting String Parameter with partner ID'
  const ids = async (pid: string) => (await read(`StringParameters?$filter=Pid eq '${pid}'`)).map(({ Id }: { Id: string }) => Id)

  it('of the partner directory is kept whole or not at all', async () => {
    const failing = changesetOf(parameter('one', 'a'), partner('user-one', 'one'), parameter('one', 'a'), parameter('one', 'b'))
    const [failed, kept] = outcomes(await admin(batchOf(failing, changesetOf(parameter('two', 'a'), parameter('two', 'b')))))
    expect([failed, kept]).toEqual([expect.stringContaining(duplicate), [expect.stringMatching(/^201/), expect.stringMatching(/^201/)]])
    expect([await ids('one'), await ids('two'), await read("AuthorizedUsers?$filter=Pid eq 'one'")]).toEqual([[], ['a', 'b'], []])
    const audited = await read("AuditLogs?$filter=ObjType eq 'string parameter' or ObjType eq 'authorized user'")
    expect(audited.map(({ ObjName }: { ObjName: string }) => ObjName).sort()).toEqual(['two / a', 'two / b'])
  })

  it('makes a flow and what belongs into it, or neither', async () => {
    const flow = (Id: string) =>
      httpPart('POST IntegrationDesigntimeArtifacts', JSON.stringify({ Id, Name: Id, PackageId: 'Made' }), 'Content-ID: flow\r\n')
    const pack = httpPart('POST IntegrationPackages', JSON.stringify({ Id: 'Made', Name: 'Made', ShortText: 'Made' }))
    const resource = (name: string) =>
      httpPart('POST $flow/Resources', JSON.stringify({ Name: name, ResourceType: 'groovy', ResourceContent: 'eA==' }))
    expect(outcomes(await admin(batchOf(changesetOf(pack, flow('Made1'), resource('a.groovy'), resource('a.groovy')))))).toEqual([
      expect.stringMatching(/^(400|409|500) /),
    ])
    expect((await read('IntegrationPackages')).filter(({ Id }: { Id: string }) => Id === 'Made')).toEqual([])
    const [made] = outcomes(await admin(batchOf(changesetOf(pack, flow('Made1'), resource('a.groovy')))))
    expect((made as string[]).map((answer) => answer.slice(0, 3))).toEqual(['201', '201', '201'])
    const files = await read("IntegrationDesigntimeArtifacts(Id='Made1',Version='active')/Resources")
    expect(files.map(({ Name }: { Name: string }) => Name)).toEqual(['a.groovy'])
  })

  it('asks for the role of what comes below an entity that it makes, before it makes it', async () => {
    const roles = ['WorkspacePackagesRead', 'AuthGroup_TenantPartnerDirectoryConfigurator']
    const token = await accessToken(await testClient(tenant, 'cloud-foundry', { application: 'tmn', roles }))
    const made = httpPart('POST StringParameters', JSON.stringify({ Pid: 'three', Id: 'a', Value: 'v' }), 'Content-ID: p\r\n')
    expect(outcomes(await send(`Bearer ${token}`, batchOf(changesetOf(made, script('mine')))))).toEqual(['403 null'])
    expect(outcomes(await send(`Bearer ${token}`, batchOf(changesetOf(made, httpPart('DELETE $p')))))).toEqual([
      [expect.stringMatching(/^201/), '204'],
    ])
    expect(await ids('three')).toEqual([])
  })

  it('does not deploy or undeploy', async () => {
    const text = '400 This request acts on what runs, which a changeset cannot undo. Send it outside of a changeset.'
    const deployment = httpPart("POST DeployIntegrationDesigntimeArtifact?Id='Orders'&Version='active'")
    const undeployment = httpPart("DELETE IntegrationRuntimeArtifacts('Orders')")
    const [deployed, undeployed, ...rest] = outcomes(
      await admin(
        batchOf(
          changesetOf(parameter('four', 'a'), deployment),
          changesetOf(undeployment),
          httpPart("GET IntegrationRuntimeArtifacts('Orders')/Status/$value"),
        ),
      ),
    )
    expect([deployed, undeployed, rest, await ids('four')]).toEqual([text, text, ['200 STARTED'], []])
  })

  it('keeps nothing of what others send meanwhile from being kept', async () => {
    const failing = batchOf(
      changesetOf(...Array.from({ length: 50 }, (_, index) => parameter('five', `p${index}`)), parameter('five', 'p0')),
    )
    const others = Array.from({ length: 20 }, (_, index) => admin(batchOf(changesetOf(parameter('six', `p${index}`)))))
    const answers = await Promise.all([admin(failing), ...others, admin(failing)])
    expect([outcomes(answers[0]!), outcomes(answers.at(-1)!)]).toEqual([
      [expect.stringContaining(duplicate)],
      [expect.stringContaining(duplicate)],
    ])
    expect([(await ids('five')).length, (await ids('six')).length]).toEqual([0, 20])
  })

  it('does not undo what others change in the same flow meanwhile, nor they what it changes', async () => {
    const alone = (name: string) => {
      const headers = { authorization: `Bearer ${tenant.adminToken}`, 'content-type': 'application/json' }
      const body = JSON.stringify({ Name: name, ResourceType: 'groovy', ResourceContent: 'eA==' })
      return fetch(`${tenant.publicUrl}/api/v1/${FLOW}/Resources`, { method: 'POST', headers, body })
    }
    const added = (name: string) =>
      httpPart(`POST ${FLOW}/Resources`, JSON.stringify({ Name: name, ResourceType: 'groovy', ResourceContent: 'eA==' }))
    await Promise.all([
      alone('one.groovy'),
      admin(batchOf(changesetOf(added('two.groovy'), added('three.groovy')))),
      alone('four.groovy'),
      admin(batchOf(changesetOf(added('five.groovy'), added('five.groovy')))),
      alone('six.groovy'),
    ])
    const names = (await read(`${FLOW}/Resources?$filter=ResourceType eq 'groovy'`)).map(({ Name }: { Name: string }) => Name)
    expect(names.sort()).toEqual(['a.groovy', 'four.groovy', 'one.groovy', 'six.groovy', 'three.groovy', 'two.groovy'])
  })
})
