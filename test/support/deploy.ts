import { writeArchive } from '../../src/iflow/archive.ts'
import { type FlowSketch, flowFiles } from './flow.ts'
import { managementApi } from './management-api.ts'
import type { TestTenant } from './tenant.ts'

/** Deploys a flow through the management API, the way tools do, and waits until it runs. Throws the deploy error's text. */
export async function deploy(tenant: TestTenant, flow: FlowSketch): Promise<void> {
  const call = managementApi(tenant)
  if ((await call('GET', "IntegrationPackages('Tests')")).status === 404) {
    await expectStatus(await call('POST', 'IntegrationPackages', { Id: 'Tests', Name: 'Tests', ShortText: 'Flows of the tests' }), 201)
  }
  const ArtifactContent = Buffer.from(await writeArchive(flowFiles(flow))).toString('base64')
  const existing = await call('GET', `IntegrationDesigntimeArtifacts(Id='${flow.id}',Version='active')`)
  if (existing.status === 404) {
    await expectStatus(
      await call('POST', 'IntegrationDesigntimeArtifacts', { Id: flow.id, Name: flow.id, PackageId: 'Tests', ArtifactContent }),
      201,
    )
  } else {
    await expectStatus(await call('PUT', `IntegrationDesigntimeArtifacts(Id='${flow.id}',Version='active')`, { ArtifactContent }), 200)
  }
  const started = await expectStatus(await call('POST', `DeployIntegrationDesigntimeArtifact?Id='${flow.id}'&Version='active'`), 202)
  if ((await tenant.deployments.settled(await started.text())) === 'SUCCESS') return
  throw new Error((await tenant.store.runtimeArtifacts.find(flow.id))?.error ?? 'no error text')
}

async function expectStatus(response: Response, status: number): Promise<Response> {
  if (response.status !== status) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`)
  return response
}
