import { expect, it } from 'vitest'
import { writeArchive } from '../iflow/archive.ts'
import { aTenantWithPackage, base64, d, failure, plain } from './tenant.fixture.ts'

const ADAPTER = "/IntegrationAdapterDesigntimeArtifacts('com.example.sms')"
const SUBSYSTEM =
  'Subsystem-SymbolicName: com.example.sms; visibility:=global\r\nSubsystem-Name: SMS\r\nSubsystem-Version: 1.2.0\r\nSubsystem-Type: osgi.subsystem.feature\r\n'
const archive = (files: Record<string, string> = { 'OSGI-INF/SUBSYSTEM.MF': SUBSYSTEM, 'sms.jar': 'jar' }) =>
  writeArchive(new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])))

async function withAdapter() {
  const tenant = await aTenantWithPackage()
  const content = await archive()
  const upload = (zip: Uint8Array) =>
    tenant.call('POST', '/IntegrationAdapterDesigntimeArtifacts', { PackageId: 'Sales', ArtifactContent: base64(zip) })
  return { ...tenant, content, upload, uploaded: await upload(content) }
}

it('keeps an adapter under the names of its archive, byte for byte, in its package', async () => {
  const { call, uploaded, content } = await withAdapter()
  const { __metadata, ...properties } = d(uploaded)
  const adapter = { Id: 'com.example.sms', Version: '1.2.0', PackageId: 'Sales', Name: 'SMS', ArtifactContent: null, Description: '' }
  expect([uploaded.status, properties]).toEqual([201, adapter])
  expect(d(await call('GET', ADAPTER))).toMatchObject(adapter)
  expect(d(await call('GET', '/IntegrationAdapterDesigntimeArtifacts')).results).toEqual([expect.objectContaining(adapter)])
  const { headers, body } = await call('GET', `${ADAPTER}/$value`)
  expect([headers['Content-Disposition'], Buffer.from(body as Uint8Array)]).toEqual([
    'attachment; filename=com.example.sms.esa',
    Buffer.from(content),
  ])
})

it('refuses the same adapter twice, what is none, and unknown packages', async () => {
  const { call, upload, content } = await withAdapter()
  expect(failure(await upload(content))).toEqual({
    status: 500,
    text: 'An integration adapter SMS with the ID com.example.sms already exists in the Sales Flows package. Please rename the artifact ID.',
  })
  expect(failure(await upload(await archive({ 'META-INF/MANIFEST.MF': 'Bundle-SymbolicName: x' })))).toEqual({
    status: 400,
    text: 'The adapter archive has no OSGI-INF/SUBSYSTEM.MF.',
  })
  expect(failure(await upload(await archive({ 'OSGI-INF/SUBSYSTEM.MF': 'Subsystem-Name: x', 'sms.jar': 'jar' })))).toEqual({
    status: 400,
    text: 'OSGI-INF/SUBSYSTEM.MF has no Subsystem-SymbolicName.',
  })
  const body = { PackageId: 'Nope', ArtifactContent: base64(content) }
  expect((await call('POST', '/IntegrationAdapterDesigntimeArtifacts', body)).status).toBe(404)
  expect(failure(await call('POST', '/IntegrationAdapterDesigntimeArtifacts', { PackageId: 'Sales' }))).toEqual({
    status: 400,
    text: "Property 'ArtifactContent' cannot be empty. Enter a valid value.",
  })
})

it('is deployed as a task, and deleted', async () => {
  const { call } = await withAdapter()
  const deployed = await call('POST', "/DeployIntegrationAdapterDesigntimeArtifact?Id='com.example.sms'")
  expect([deployed.status, String(deployed.body)]).toEqual([202, '00000000-0000-4000-8000-000000000001'])
  expect(plain(await call('DELETE', ADAPTER))).toEqual({ status: 200, body: null })
  const gone = { status: 404, text: 'Integration adapter design time artifact not found' }
  expect(failure(await call('GET', ADAPTER))).toEqual(gone)
  expect(failure(await call('DELETE', ADAPTER))).toEqual(gone)
  expect(failure(await call('POST', "/DeployIntegrationAdapterDesigntimeArtifact?Id='com.example.sms'"))).toEqual(gone)
})
