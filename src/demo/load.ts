import type { SecretMembers } from '../platform/cloud-foundry/key-material.ts'
import type { KeyCredentials } from '../platform/cloud-foundry/keys.ts'
import type { Platform } from '../platform/platform.ts'
import type { Deployments } from '../runtime/deployments.ts'
import type { Store } from '../store/store.ts'
import { deployExampleFlow } from './example-flow.ts'

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
  const { url: endpointUrl } = await deployExampleFlow(tenant)
  await store.settings.put(LOADED, 'true')
  return { neo: { clientId: client.clientId, secret }, cloudFoundry: credentials, endpointUrl }
}
