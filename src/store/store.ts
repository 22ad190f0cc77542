import type { AccessPolicyStore } from './access-policies.ts'
import type { AggregateStore } from './aggregates.ts'
import type { ApiClientStore } from './api-clients.ts'
import type { AuditLogStore } from './audit-log.ts'
import type { BrokerStore } from './broker.ts'
import type { CertificateStore } from './certificates.ts'
import type { ClientStore } from './clients.ts'
import type { DataStoreStore } from './data-stores.ts'
import type { DesignStore } from './design.ts'
import type { DesignGuidelineStore } from './design-guidelines.ts'
import type { FlowTestStore } from './flow-tests.ts'
import type { IdMapStore } from './id-maps.ts'
import type { KeystoreStore } from './keystore.ts'
import type { LogLevelStore } from './log-levels.ts'
import type { MessageLogStore } from './message-logs.ts'
import type { MessageStoreStore } from './message-store.ts'
import type { NumberRangeStore } from './number-ranges.ts'
import type { PartnerDirectoryStore } from './partner-directory.ts'
import type { PgpKeyStore } from './pgp-keys.ts'
import type { ProcessingMarkStore } from './processing-marks.ts'
import type { RefusalStore } from './refusals.ts'
import type { ReplayStore } from './replays.ts'
import type { RevocationStore } from './revocations.ts'
import type { RoleStore } from './roles.ts'
import type { RunStore } from './runs.ts'
import type { RuntimeArtifactStore } from './runtime-artifacts.ts'
import type { SecurityMaterialStore } from './security-material.ts'
import type { ServiceMetadataStore } from './service-metadata.ts'
import type { ServiceStore } from './services.ts'
import type { SettingStore } from './settings.ts'
import type { SigningKeyStore } from './signing-keys.ts'
import type { SubaccountStore } from './subaccounts.ts'
import type { TokenStore } from './tokens.ts'
import type { VariableStore } from './variables.ts'

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
  readonly certificates: CertificateStore
  readonly roles: RoleStore
  readonly services: ServiceStore
  readonly serviceMetadata: ServiceMetadataStore
  readonly broker: BrokerStore
  readonly apiClients: ApiClientStore
  readonly tokens: TokenStore
  readonly revocations: RevocationStore
  readonly signingKeys: SigningKeyStore
  readonly refusals: RefusalStore
  readonly auditLog: AuditLogStore
  readonly replays: ReplayStore
  readonly design: DesignStore
  readonly designGuidelines: DesignGuidelineStore
  readonly flowTests: FlowTestStore
  readonly runtimeArtifacts: RuntimeArtifactStore
  readonly messageLogs: MessageLogStore
  readonly runs: RunStore
  readonly logLevels: LogLevelStore
  readonly securityMaterial: SecurityMaterialStore
  readonly keystore: KeystoreStore
  readonly pgpKeys: PgpKeyStore
  readonly accessPolicies: AccessPolicyStore
  readonly partnerDirectory: PartnerDirectoryStore
  readonly dataStores: DataStoreStore
  readonly aggregates: AggregateStore
  readonly variables: VariableStore
  readonly numberRanges: NumberRangeStore
  readonly messageStore: MessageStoreStore
  readonly processingMarks: ProcessingMarkStore
  readonly idMaps: IdMapStore
  readonly settings: SettingStore
  /**
   * Runs the work as one change: all that it does through `contents` is kept when it resolves, nothing when it rejects. It reads what
   * it has changed, nobody else does before the end. Changes inside keep their guarantees towards each other: one that is rejected and
   * caught has changed nothing.
   *
   * Others may have to wait until it ends, so it must not wait for anything but the `contents`: the store itself would wait for the
   * work. Work of more than ten seconds is undone and rejected with `unavailable`, as is all that uses the `contents` after the end.
   *
   * @example
   * await store.atomically(async ({ settings }) => {
   *   await settings.put('one', '1')
   *   await settings.put('two', '2')
   * })
   */
  atomically<T>(work: (contents: StoreContents) => Promise<T>): Promise<T>
  /**
   * Tells what was changed, on this node at once and on others soon after, so that caches above can forget it. Comes after the
   * commit and only for changes that were kept. Returns the way to stop listening. The key is the id, client id, token hash or
   * name of the thing; for signing keys and entitlements the subaccount id, for service keys the instance id, for role
   * assignments the role name. A token is told when it ends, also with its client or by replacement, not when it is issued.
   */
  onChange(listener: (topic: ChangeTopic, key: string) => void): () => void
  close(): Promise<void>
}

/** Everything that the store keeps. */
export type StoreContents = Omit<Store, 'atomically' | 'onChange' | 'close'>

export type ChangeTopic =
  | 'subaccounts'
  | 'clients'
  | 'certificates'
  | 'roles'
  | 'services'
  | 'tokens'
  | 'signing-keys'
  | 'runtime-artifacts'
  | 'log-levels'
  | 'security-material'
  | 'keystore'
  | 'pgp-keys'
  | 'access-policies'
  | 'settings'
