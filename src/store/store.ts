import type { ClientStore } from './clients.ts'
import type { DesignStore } from './design.ts'
import type { MessageLogStore } from './message-logs.ts'
import type { RefusalStore } from './refusals.ts'
import type { RoleStore } from './roles.ts'
import type { RuntimeArtifactStore } from './runtime-artifacts.ts'
import type { SecurityMaterialStore } from './security-material.ts'
import type { ServiceStore } from './services.ts'
import type { SettingStore } from './settings.ts'
import type { SigningKeyStore } from './signing-keys.ts'
import type { SubaccountStore } from './subaccounts.ts'
import type { TokenStore } from './tokens.ts'

/**
 * Everything that outlives a process. One implementation per database, one contract suite (`store.contract.ts`) for all.
 *
 * Guarantees of every method unless it says otherwise: a resolved promise means that the change survives a power cut; a
 * rejected one means that nothing was changed; a read sees every write that was resolved before it began, on any node.
 * A duplicate key throws `conflict`, a missing key on update or delete throws `not-found`, as does adding to an owner that is
 * missing (secret and token: client, service key: instance, artifact: package). Lists are ordered by id or name unless they
 * say otherwise. A database that fails throws `unavailable`. Times are milliseconds since the epoch.
 */
export interface Store {
  readonly subaccounts: SubaccountStore
  readonly clients: ClientStore
  readonly roles: RoleStore
  readonly services: ServiceStore
  readonly tokens: TokenStore
  readonly signingKeys: SigningKeyStore
  readonly refusals: RefusalStore
  readonly design: DesignStore
  readonly runtimeArtifacts: RuntimeArtifactStore
  readonly messageLogs: MessageLogStore
  readonly securityMaterial: SecurityMaterialStore
  readonly settings: SettingStore
  /**
   * Tells what was changed, on this node at once and on others soon after, so that caches above can forget it. Comes after the
   * commit and only for changes that were kept. Returns the way to stop listening. The key is the id, client id, token hash or
   * name of the thing; for signing keys and entitlements the subaccount id, for service keys the instance id, for role
   * assignments the role name. A token is told when it ends, also with its client or by replacement, not when it is issued.
   */
  onChange(listener: (topic: ChangeTopic, key: string) => void): () => void
  close(): Promise<void>
}

export type ChangeTopic =
  | 'subaccounts'
  | 'clients'
  | 'roles'
  | 'services'
  | 'tokens'
  | 'signing-keys'
  | 'runtime-artifacts'
  | 'security-material'
  | 'settings'
