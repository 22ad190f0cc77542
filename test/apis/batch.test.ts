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
