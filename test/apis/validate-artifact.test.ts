import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeArchive } from '../../src/iflow/archive.ts'
import { deploy } from '../support/deploy.ts'
import { content, flowFiles, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await testTenant()
})
afterAll(() => tenant.stop())

const call = (method: string, path: string, body?: unknown) =>
  fetch(`${tenant.publicUrl}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${tenant.adminToken}`, accept: 'application/json', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

const validate = async (version: string) => {
  const answer = await call('POST', `ValidateIntegrationDesigntimeArtifact?Id='Checked'&Version='${version}'`)
  return [answer.status, await answer.text()]
}

test('validating says what deploying would say, for saved versions too, and leaves what runs alone', async () => {
  await deploy(tenant, { id: 'Checked', sender: https('/checked'), steps: [content('one')] })
  expect(await validate('active')).toEqual([200, 'Check execution result: Passed'])
  await call('POST', "IntegrationDesigntimeArtifactSaveAsVersion?Id='Checked'&SaveAsVersion='1.0.9'")
  const broken = flowFiles({ id: 'Checked', sender: https('/checked'), steps: [{ activity: 'Teleport' }] })
  const ArtifactContent = Buffer.from(await writeArchive(broken)).toString('base64')
  const put = await call('PUT', "IntegrationDesigntimeArtifacts(Id='Checked',Version='active')", { ArtifactContent })
  expect(put.status).toBe(200)
  const [status, text] = await validate('active')
  expect(status).toBe(200)
  expect(tenant.deployments.endpoints().map(({ address }) => address)).toEqual(['/checked'])
  const task = await (await call('POST', "DeployIntegrationDesigntimeArtifact?Id='Checked'&Version='active'")).text()
  expect(await tenant.deployments.settled(task)).toBe('FAIL')
  expect(text).toBe(`Check execution result: Failed\n${(await tenant.store.runtimeArtifacts.find('Checked'))?.error}`)
  expect(await validate('1.0.9')).toEqual([200, 'Check execution result: Passed'])
})
