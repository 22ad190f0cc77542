import type { AuditLog } from '../identity/audit-log.ts'
import type { Secrets } from '../identity/secrets.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import type { ClientAuthority } from './certificates/client-authority.ts'
import { UserCertificates } from './certificates/user-certificates.ts'
import { Entitlements } from './cloud-foundry/entitlements.ts'
import { ServiceInstances } from './cloud-foundry/instances.ts'
import { type KeyAddresses, ServiceKeys } from './cloud-foundry/keys.ts'
import { ExpiringThings } from './expiry/expiring-things.ts'
import { ExpiryWatch } from './expiry/expiry-watch.ts'
import { ApiClients } from './neo/api-clients.ts'
import { RoleAssignments } from './neo/assignments.ts'
import { NeoClients } from './neo/clients.ts'
import { Roles } from './roles.ts'
import { ClientSecrets } from './secrets/client-secrets.ts'
import { SecretMint } from './secrets/secret-mint.ts'
import { AutomaticRotation } from './signing-keys/automatic-rotation.ts'
import { SigningKeyRotation } from './signing-keys/signing-key-rotation.ts'
import type { Subaccounts } from './subaccounts.ts'

/** What an administrator can do in either dialect. */
export interface Platform {
  readonly subaccounts: Subaccounts
  readonly roles: Roles
  readonly clients: NeoClients
  readonly assignments: RoleAssignments
  readonly apiClients: ApiClients
  readonly entitlements: Entitlements
  readonly instances: ServiceInstances
  readonly keys: ServiceKeys
  readonly userCertificates: UserCertificates
  /** PEM of the authority behind keys of type Certificate; proxies must know it. */
  readonly clientAuthorityPem: string
  readonly clientSecrets: ClientSecrets
  readonly signingKeys: SigningKeyRotation
  readonly expiring: ExpiringThings
  /** What must be done now and then, whether anybody asks or not: rotates signing keys and warns of what ends soon. */
  upkeep(): Promise<void>
}

export interface PlatformOptions {
  readonly store: Store
  readonly vault: Vault
  readonly secrets: Pick<Secrets, 'generate' | 'hash'>
  readonly clientAuthority: ClientAuthority
  /** Characters that a chosen secret must have. */
  readonly secretMinimumLength: number
  readonly subaccounts: Subaccounts
  /** Days that a key signs before automatic rotation; 0 = none. */
  readonly signingKeyDays: number
  /** Asked whenever a key is made: a listener may learn its port late. */
  readonly addresses: () => KeyAddresses
  readonly clock: Clock
  readonly logger: Logger
  /** Hears of what the platform does by itself. */
  readonly audit: Pick<AuditLog, 'record'>
}

export function createPlatform(options: PlatformOptions): Platform {
  const { store, vault, subaccounts, clock, secrets, clientAuthority: authority, logger } = options
  const neo = { store, subaccount: subaccounts.neo, clock }
  const cloudFoundry = { store, subaccount: subaccounts.cloudFoundry, clock }
  const mint = new SecretMint({ secrets, minimumLength: options.secretMinimumLength })
  const roles = new Roles({ store, clock })
  const entitlements = new Entitlements({ services: store.services, subaccount: subaccounts.cloudFoundry })
  const instances = new ServiceInstances({ ...cloudFoundry, entitlements, roles })
  const signingKeys = new SigningKeyRotation({ store, vault, clock })
  const automaticRotation = new AutomaticRotation({
    rotation: signingKeys,
    subaccounts,
    clock,
    logger,
    audit: options.audit,
    days: options.signingKeyDays,
  })
  const expiring = new ExpiringThings(options)
  const expiryWatch = new ExpiryWatch({ expiring, clock, logger })
  return {
    subaccounts,
    roles,
    clients: new NeoClients({ ...neo, mint }),
    assignments: new RoleAssignments({ ...neo, roles }),
    apiClients: new ApiClients({ ...neo, secrets }),
    entitlements,
    instances,
    keys: new ServiceKeys({ store, instances, vault, secrets, authority, addresses: options.addresses, clock }),
    userCertificates: new UserCertificates(neo),
    clientAuthorityPem: authority.certificatePem,
    clientSecrets: new ClientSecrets({ store, vault, mint, clock }),
    signingKeys,
    expiring,
    async upkeep() {
      await automaticRotation.run()
      await expiryWatch.run()
    },
  }
}
