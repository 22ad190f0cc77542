import type { Generated } from 'kysely'
import type { AccessPolicy, ArtifactReference } from '../access-policies.ts'
import type { Aggregate } from '../aggregates.ts'
import type { ApiClient, ApiToken } from '../api-clients.ts'
import type { AuditEntry, AuditExtent } from '../audit-log.ts'
import type { BrokerBinding, BrokerInstance } from '../broker.ts'
import type { StoredCertificate } from '../certificates.ts'
import type { Client, ClientSecret } from '../clients.ts'
import type { DataStoreEntry, DataStoreRetry } from '../data-stores.ts'
import type { DesignArtifact, IntegrationPackage, PackageDocument, PackageTag } from '../design.ts'
import type { GuidelineExecution, GuidelineSkip } from '../design-guidelines.ts'
import type { StoredFlowTest } from '../flow-tests.ts'
import type { IdMapping } from '../id-maps.ts'
import type { KeystoreEntry, KeystoreName, RetiredEntry } from '../keystore.ts'
import type { FlowLogLevel } from '../log-levels.ts'
import type { StoredAttachment, StoredMessageLog } from '../message-logs.ts'
import type { MessageStoreAttachment, MessageStoreEntry } from '../message-store.ts'
import type { NumberRange } from '../number-ranges.ts'
import type { AlternativePartner, AuthorizedUser, BinaryParameter, StringParameter, UserCredentialParameter } from '../partner-directory.ts'
import type { PgpKey } from '../pgp-keys.ts'
import type { ProcessingMark } from '../processing-marks.ts'
import type { StoredRefusal } from '../refusals.ts'
import type { OneTimeId } from '../replays.ts'
import type { RevokedClient, RevokedToken } from '../revocations.ts'
import type { Role, RoleAssignment } from '../roles.ts'
import type { StoredRun, StoredTraceMessage } from '../runs.ts'
import type { DeployTask, RuntimeArtifact } from '../runtime-artifacts.ts'
import type { SecurityMaterial } from '../security-material.ts'
import type { Entitlement, ServiceInstance, ServiceKey } from '../services.ts'
import type { SigningKey } from '../signing-keys.ts'
import type { Subaccount } from '../subaccounts.ts'
import type { StoredToken } from '../tokens.ts'
import type { Variable } from '../variables.ts'

/** A domain shape as a row: the named fields are JSON text, truth values are 0 and 1. */
type Row<T, Json extends keyof T = never> = {
  [K in keyof T]: K extends Json ? string : T[K] extends boolean ? number : T[K]
}

/** A row that says whether its content is sealed. */
type Sealable<T extends { readonly encrypted?: boolean }, Json extends Exclude<keyof T, 'encrypted'> = never> = Row<
  Omit<T, 'encrypted'>,
  Json
> & { readonly encrypted: number }

/** A row whose number the database gives. */
type Numbered<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]: Generated<number> }

/** A part of a message's details; `position` keeps the order in which it was added. */
type DetailRow<T> = T & { readonly messageGuid: string; readonly position: number }

export interface CustomHeader {
  readonly id: string
  readonly name: string
  readonly value: string
}

export interface AdapterAttribute extends CustomHeader {
  readonly adapterId: string
}

/** Columns have the names of the domain fields, so that a row is the domain shape but for `Row`'s two changes. */
export interface Tables {
  subaccounts: Row<Subaccount>
  clients: Row<Client, 'grantTypes' | 'redirectUris' | 'roles' | 'options'> & { readonly foldedId: string }
  client_secrets: Row<ClientSecret>
  certificates: Row<StoredCertificate>
  tokens: Row<StoredToken, 'claims'>
  revoked_tokens: Row<RevokedToken>
  revoked_clients: Row<RevokedClient>
  roles: Row<Role>
  role_assignments: Row<RoleAssignment>
  entitlements: Row<Entitlement>
  service_instances: Row<ServiceInstance, 'parameters'>
  service_keys: Row<ServiceKey, 'parameters'>
  service_metadata: { readonly id: string; readonly instanceId: string | null; readonly keyId: string | null; readonly metadata: string }
  broker_instances: Row<BrokerInstance, 'attributes' | 'parameters'>
  broker_bindings: Row<BrokerBinding, 'attributes' | 'parameters'>
  api_clients: Row<ApiClient, 'scopes'>
  api_tokens: Row<ApiToken, 'scopes'>
  signing_keys: Row<SigningKey>
  refusals: Row<StoredRefusal, 'facts'>
  audit_log: Row<AuditEntry, 'details'>
  audit_log_extent: Row<AuditExtent>
  replays: Row<OneTimeId>
  packages: Row<IntegrationPackage>
  package_custom_tags: Row<PackageTag>
  package_documents: Row<PackageDocument>
  design_artifacts: Row<DesignArtifact>
  design_artifact_contents: { readonly id: string; readonly content: Uint8Array }
  design_artifact_versions: Row<DesignArtifact> & { readonly position: number; readonly content: Uint8Array }
  guideline_executions: Row<GuidelineExecution, 'results'>
  guideline_skips: Row<GuidelineSkip>
  flow_tests: Omit<StoredFlowTest, 'lastRun'> & { readonly lastRun: string | null }
  runtime_artifacts: Row<RuntimeArtifact>
  runtime_artifact_contents: { readonly id: string; readonly content: Uint8Array }
  deploy_tasks: Row<DeployTask>
  security_material: Row<SecurityMaterial, 'fields'>
  keystore_entries: Row<KeystoreEntry, 'chain'> & { readonly keystore: KeystoreName }
  keystore_history: Row<RetiredEntry, 'chain'>
  pgp_keys: Row<PgpKey, 'details'>
  access_policies: Numbered<AccessPolicy, 'id'>
  artifact_references: Numbered<ArtifactReference, 'id'>
  partner_string_parameters: Row<StringParameter>
  partner_binary_parameters: Row<BinaryParameter>
  partner_user_credential_parameters: Row<UserCredentialParameter>
  alternative_partners: Row<AlternativePartner>
  authorized_users: Row<AuthorizedUser>
  data_store_entries: Numbered<Sealable<DataStoreEntry, 'headers'> & { readonly entry: number }, 'entry'>
  data_store_contents: { readonly entry: number; readonly content: Uint8Array }
  data_store_retries: Row<DataStoreRetry> & { readonly entry: number }
  aggregates: Row<Aggregate>
  variables: Sealable<Variable>
  number_ranges: Row<NumberRange>
  message_store_entries: Sealable<MessageStoreEntry>
  message_store_contents: { readonly id: string; readonly content: Uint8Array; readonly properties: string }
  message_store_attachments: Row<MessageStoreAttachment, 'properties'> & { readonly position: number; readonly content: Uint8Array }
  processing_marks: Row<ProcessingMark>
  id_mappings: Row<IdMapping>
  settings: { readonly name: string; readonly value: string }
  message_logs: Numbered<Row<StoredMessageLog> & { readonly number: number }, 'number'>
  message_log_counts: { readonly status: string; readonly endHour: number; readonly startHour: number; readonly messages: number }
  message_log_headers: DetailRow<CustomHeader>
  message_log_adapter_attributes: DetailRow<AdapterAttribute>
  message_log_attachments: DetailRow<StoredAttachment>
  message_log_attachment_contents: { readonly id: string; readonly content: Uint8Array }
  log_levels: Row<FlowLogLevel>
  message_log_runs: Row<StoredRun>
  message_log_run_steps: { readonly runId: string; readonly steps: string }
  traces: { readonly messageGuid: string; readonly recordedAt: number }
  /** `payload`, `headers` and `exchangeProperties` are positions of the message's contents. */
  trace_messages: StoredTraceMessage & { readonly payload: number; readonly headers: number; readonly exchangeProperties: number }
  trace_contents: { readonly messageGuid: string; readonly position: number; readonly content: Uint8Array }
  message_log_errors: { readonly messageGuid: string; readonly text: string; readonly elementId: string; readonly type: string }
}
