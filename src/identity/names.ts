import type { Application } from '../store/clients.ts'
import type { Plan } from '../store/services.ts'
import type { Subaccount } from '../store/subaccounts.ts'
import { murmur3 } from './murmur3.ts'

/** The user that a client is: roles are assigned to it (contract oauth.md §2). */
export const clientUser = (clientId: string): string => `oauth_client_${clientId}`

/** The plan whose keys call this application, and the other way round. */
export const planOf = (application: Application): Plan => (application === 'iflmap' ? 'integration-flow' : 'api')

/** The number behind `!b`: fixed per seed, five digits as on real landscapes. */
const brokerNumber = (seed: string): number => 10_000 + (murmur3(seed) % 90_000)

/**
 * Name of the application that owns the roles of a plan: `it-rt-acme!b44075` or `it!b44075` (contract oauth.md §1.6). Scopes
 * begin with it, audiences are made of it.
 */
export function xsappname(application: Application, subaccount: Pick<Subaccount, 'id' | 'subdomain'>): string {
  const name = application === 'iflmap' ? `it-rt-${subaccount.subdomain}` : 'it'
  return `${name}!b${brokerNumber(`broker ${subaccount.id}`)}`
}

/** Client id of a service instance: `sb-<instance>!b55028|it-rt-acme!b44075`. */
export function instanceClientId(plan: Plan, instanceId: string, subaccount: Pick<Subaccount, 'id' | 'subdomain'>): string {
  const application = plan === 'integration-flow' ? 'iflmap' : 'tmn'
  return `sb-${instanceId}!b${brokerNumber(subaccount.id)}|${xsappname(application, subaccount)}`
}
