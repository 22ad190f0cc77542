import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { INTEGRATION_FLOW, SCRIPT_COLLECTION } from '../../src/api/design/artifact-types.ts'
import { prepareArtifact } from '../../src/api/design/artifacts.ts'
import { setParameter } from '../../src/api/design/parameter-values.ts'
import { readArchive, writeArchive } from '../../src/iflow/archive.ts'
import { readArtifact } from '../../src/iflow/artifact.ts'
import type { TestTenant } from '../support/tenant.ts'
import type { Case } from './case.ts'
import { difference } from './compare.ts'
import { STUB_PASSWORD, type Stub, startStub } from './stub.ts'

/** Nothing when the answer is the expected one, else what differs. */
export async function runCase(tenant: TestTenant, corpus: string, sample: Case): Promise<string | undefined> {
  const stub = await startStub(sample.stubs)
  try {
    for (const companion of sample.companions) await deploy(tenant, await readFile(join(corpus, 'companions', `${companion}.zip`)))
    const id = await deploy(tenant, await flowContent(corpus, sample, stub))
    const failure = await callAndCompare(tenant, sample, stub)
    await tenant.deployments.undeploy(id)
    return failure
  } finally {
    await stub.close()
  }
}

/** The flow with the case's parameters, and with its fixed addresses turned to the stub where the case has stubs. */
async function flowContent(corpus: string, { iflow, parameters = {}, stubs }: Case, stub: Stub): Promise<Uint8Array> {
  let content: Uint8Array = await readFile(join(corpus, 'iflows', `${iflow}.zip`))
  for (const [key, value] of Object.entries(parameters)) content = await setParameter(content, key, value.replace('<stub>', stub.url))
  return stubs ? redirectReceivers(content, stub.url) : content
}

async function redirectReceivers(content: Uint8Array, url: string): Promise<Uint8Array> {
  const files = new Map(await readArchive(content))
  for (const [path, bytes] of files) {
    if (!path.endsWith('.iflw')) continue
    const address = /(<key>httpAddressWithoutQuery<\/key>\s*<value>)https?:\/\/[^/<]+/g
    files.set(path, Buffer.from(Buffer.from(bytes).toString('utf8').replace(address, `$1${url}`)))
  }
  return writeArchive(files)
}

async function deploy(tenant: TestTenant, content: Uint8Array): Promise<string> {
  const { store, deployments } = tenant
  const artifact = readArtifact(await readArchive(content))
  const info = artifact.kind === 'integration-flow' ? INTEGRATION_FLOW : SCRIPT_COLLECTION
  const { id } = artifact.manifest
  const wanted = { id, packageId: 'Corpus', name: undefined, description: undefined, content }
  const prepared = await prepareArtifact(info, wanted, { user: 'corpus', now: Date.now() })
  if (await store.design.artifact(id)) await store.design.deleteArtifact(id)
  await store.design.createArtifact(prepared.artifact, prepared.content)
  if (artifact.kind === 'integration-flow')
    await provideCredentials(
      tenant,
      artifact.parameters.filter(({ key }) => key.includes('alias')),
    )
  if ((await deployments.settled(await deployments.deploy(id, 'corpus'))) === 'SUCCESS') return id
  throw new Error(`not deployed: ${(await store.runtimeArtifacts.find(id))?.error}`)
}

async function provideCredentials({ adminToken, publicUrl }: TestTenant, aliases: readonly { value: string }[]): Promise<void> {
  for (const { value } of aliases) {
    const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ Name: value, Kind: 'default', User: value, Password: STUB_PASSWORD })
    await fetch(`${publicUrl}/api/v1/UserCredentials`, { method: 'POST', headers, body })
  }
}

async function callAndCompare(tenant: TestTenant, { request, expect }: Case, stub: Stub): Promise<string | undefined> {
  const { method, path, headers, body } = request
  const authorization = await authorizationFor(tenant, path)
  const answer = await fetch(tenant.publicUrl + path, { method, headers: { ...headers, authorization }, body })
  const text = await answer.text()
  if (answer.status !== expect.status) return `status ${answer.status} instead of ${expect.status}: ${await reasonOf(tenant, answer, text)}`
  if (expect.body !== undefined) return difference(expect.body, text, expect.compare)
  const wanted = expect.stubReceives
  if (!wanted) return undefined
  const received = stub.received.find((call) => call.method === wanted.method)
  return received ? difference(wanted.body, received.body, wanted.compare) : `the stub received no ${wanted.method}`
}

/** A caller with exactly the role that the endpoint asks for. */
async function authorizationFor({ platform, deployments }: TestTenant, path: string): Promise<string> {
  const role =
    deployments.endpoints().find(({ url }) => new URL(url).pathname.toLowerCase() === path.toLowerCase())?.role ?? 'ESBMessaging.send'
  const { client, secret } = await platform.clients.register({ name: 'corpus', application: 'iflmap' })
  const known = await platform.roles.list('iflmap')
  if (!known.some(({ name }) => name === role)) await platform.roles.create('iflmap', role)
  await platform.assignments.assign({ user: `oauth_client_${client.clientId}`, application: 'iflmap', role })
  return `Basic ${Buffer.from(`${client.clientId}:${secret}`).toString('base64')}`
}

async function reasonOf({ store, deployments }: TestTenant, answer: Response, text: string): Promise<string> {
  const guid = answer.headers.get('SAP_MessageProcessingLogID')
  if (!guid || deployments.endpoints().length === 0) return text.slice(0, 200)
  await new Promise((resolve) => setTimeout(resolve, 50))
  return (await store.messageLogs.details([guid])).get(guid)?.error?.text ?? text.slice(0, 200)
}
