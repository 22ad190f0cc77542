import { fileURLToPath } from 'node:url'
import { INTEGRATION_FLOW } from '../api/design/artifact-types.ts'
import { createArtifact } from '../api/design/artifacts.ts'
import { newPackage } from '../api/design/integration-package.ts'
import { setParameter } from '../api/design/parameter-values.ts'
import { writeArchive } from '../iflow/archive.ts'
import { readFolder } from '../iflow/folder.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { SecretMembers } from '../platform/cloud-foundry/key-material.ts'
import type { KeyCredentials } from '../platform/cloud-foundry/keys.ts'
import type { Platform } from '../platform/platform.ts'
import type { Deployments } from '../runtime/deployments.ts'
import type { Store } from '../store/store.ts'
import { CATALOGUE_PATH } from './catalogue.ts'

/** What the demo needs of a tenant. */
export interface DemoTenant {
  readonly store: Store
  readonly platform: Platform
  readonly deployments: Deployments
  readonly publicUrl: string
  readonly localUrl: string
}

/** One client of each dialect, and the flow that both may call. */
export interface Demo {
  readonly neo: { readonly clientId: string; readonly secret: string }
  readonly cloudFoundry: KeyCredentials<SecretMembers>
  readonly endpointUrl: string
}

const LOADED = 'demo-loaded'
const FLOW_ID = 'ProductDetails'
const FLOW_FOLDER = fileURLToPath(new URL('../../examples/product-details', import.meta.url))

/** Whether nothing was ever put into this data folder. */
export async function isEmpty({ settings, design, clients }: Store): Promise<boolean> {
  if ((await settings.get(LOADED)) !== undefined) return false
  return (await design.packages()).length === 0 && (await clients.list()).length === 0
}

/** Loads the example flow and one client of each dialect with the role that the flow asks for. */
export async function loadDemo(tenant: DemoTenant): Promise<Demo> {
  const { platform, store } = tenant
  const { client, secret } = await platform.clients.register({ name: 'Demo client', application: 'iflmap' })
  const user = `oauth_client_${client.clientId}`
  await platform.assignments.assign({ user, application: 'iflmap', role: 'ESBMessaging.send' })
  await platform.instances.create({ name: 'demo', plan: 'integration-flow', parameters: {} })
  const { credentials } = await platform.keys.create('demo', 'demo-key', {})
  const endpointUrl = await deployFlow(tenant)
  await store.settings.put(LOADED, 'true')
  return { neo: { clientId: client.clientId, secret }, cloudFoundry: credentials, endpointUrl }
}

async function deployFlow({ store, deployments, localUrl }: DemoTenant): Promise<string> {
  const stamp = { user: 'admin', now: Date.now() }
  const texts = { name: 'Examples', shortText: 'Flows that come with Sluice', version: '1.0.0' }
  await store.design.createPackage(newPackage('SluiceExamples', texts, stamp))
  const zip = await writeArchive(await readFolder(FLOW_FOLDER))
  const content = await setParameter(zip, 'Catalogue Address', localUrl + CATALOGUE_PATH)
  const artifact = { id: FLOW_ID, packageId: 'SluiceExamples', name: undefined, description: undefined, content }
  await createArtifact(store.design, INTEGRATION_FLOW, artifact, stamp)
  const status = await deployments.settled(await deployments.deploy(FLOW_ID, 'admin'))
  const endpoint = deployments.endpoints().find(({ flowId }) => flowId === FLOW_ID)
  if (status === 'SUCCESS' && endpoint) return endpoint.url
  const reason = (await store.runtimeArtifacts.find(FLOW_ID))?.error ?? 'it has no endpoint'
  throw new SluiceError('deploy-failed', `The example flow did not start: ${reason}`)
}
