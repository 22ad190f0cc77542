import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeArchive } from '../../src/iflow/archive.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await testTenant()
})
afterAll(() => tenant.stop())

const call = (method: string, path: string, body?: object) =>
  fetch(`${tenant.publicUrl}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${tenant.adminToken}`, accept: 'application/json', 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })

it('says why a custom adapter does not run here', async () => {
  const subsystem = 'Subsystem-SymbolicName: sms\r\nSubsystem-Name: SMS\r\nSubsystem-Version: 1.0.0\r\n'
  const archive = await writeArchive(
    new Map(Object.entries({ 'OSGI-INF/SUBSYSTEM.MF': subsystem, 'sms.jar': 'jar' }).map(([path, text]) => [path, Buffer.from(text)])),
  )
  await call('POST', 'IntegrationPackages', { Id: 'Adapters', Name: 'Adapters', ShortText: 'Adapters' })
  const content = Buffer.from(archive).toString('base64')
  expect((await call('POST', 'IntegrationAdapterDesigntimeArtifacts', { PackageId: 'Adapters', ArtifactContent: content })).status).toBe(
    201,
  )
  const deployed = await call('POST', "DeployIntegrationAdapterDesigntimeArtifact?Id='sms'")
  expect([deployed.status, await tenant.deployments.settled(await deployed.text())]).toEqual([202, 'FAIL'])
  const error = (await (await call('GET', "IntegrationRuntimeArtifacts('sms')/ErrorInformation/$value")).json()) as { parameter: string[] }
  expect(error.parameter[0]).toContain('Custom adapters are Java bundles, which this runtime cannot load.')
})
