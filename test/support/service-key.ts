import { randomUUID } from 'node:crypto'
import type { TestTenant } from './tenant.ts'

/** What tools are given: the JSON of a service key. */
export interface ServiceKey {
  readonly url: string
  readonly tokenurl: string
  readonly clientid: string
  readonly clientsecret: string
}

/** A service key of a new instance of the plan. */
export async function serviceKey(
  { platform }: TestTenant,
  plan: 'api' | 'integration-flow',
  roles: readonly string[],
): Promise<ServiceKey> {
  const name = randomUUID().slice(0, 13)
  await platform.instances.create({ name, plan, parameters: { roles: [...roles] } })
  return (await platform.keys.create(name, 'key', {})).credentials.oauth
}

export const flowKey = (tenant: TestTenant): Promise<ServiceKey> => serviceKey(tenant, 'integration-flow', ['ESBMessaging.send'])
