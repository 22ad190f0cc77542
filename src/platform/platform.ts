import type { Secrets } from '../identity/secrets.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import { Entitlements } from './cloud-foundry/entitlements.ts'
import { ServiceInstances } from './cloud-foundry/instances.ts'
import { type KeyAddresses, ServiceKeys } from './cloud-foundry/keys.ts'
import { RoleAssignments } from './neo/assignments.ts'
import { NeoClients } from './neo/clients.ts'
import { Roles } from './roles.ts'
import type { Subaccounts } from './subaccounts.ts'

/** What an administrator can do in either dialect. */
export interface Platform {
  readonly subaccounts: Subaccounts
  readonly roles: Roles
  readonly clients: NeoClients
  readonly assignments: RoleAssignments
  readonly entitlements: Entitlements
  readonly instances: ServiceInstances
  readonly keys: ServiceKeys
}

export interface PlatformOptions {
  readonly store: Store
  readonly vault: Vault
  readonly secrets: Pick<Secrets, 'generate' | 'hash'>
  readonly subaccounts: Subaccounts
  /** Asked whenever a key is made: a listener may learn its port late. */
  readonly addresses: () => KeyAddresses
  readonly clock: Clock
}

export function createPlatform(options: PlatformOptions): Platform {
  const { store, subaccounts, clock, secrets } = options
  const neo = { store, subaccount: subaccounts.neo, clock }
  const cloudFoundry = { store, subaccount: subaccounts.cloudFoundry, clock }
  const roles = new Roles({ store, clock })
  const entitlements = new Entitlements({ services: store.services, subaccount: subaccounts.cloudFoundry })
  const instances = new ServiceInstances({ ...cloudFoundry, entitlements, roles })
  return {
    subaccounts,
    roles,
    clients: new NeoClients({ ...neo, secrets }),
    assignments: new RoleAssignments({ ...neo, roles }),
    entitlements,
    instances,
    keys: new ServiceKeys({ store, instances, vault: options.vault, secrets, addresses: options.addresses, clock }),
  }
}
