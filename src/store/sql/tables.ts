import type { Client, ClientSecret } from '../clients.ts'
import type { DesignArtifact, IntegrationPackage } from '../design.ts'
import type { StoredAttachment, StoredMessageLog } from '../message-logs.ts'
import type { StoredRefusal } from '../refusals.ts'
import type { Role, RoleAssignment } from '../roles.ts'
import type { DeployTask, RuntimeArtifact } from '../runtime-artifacts.ts'
import type { SecurityMaterial } from '../security-material.ts'
import type { Entitlement, ServiceInstance, ServiceKey } from '../services.ts'
import type { SigningKey } from '../signing-keys.ts'
import type { Subaccount } from '../subaccounts.ts'
import type { StoredToken } from '../tokens.ts'

/** A domain shape as a row: the named fields are JSON text, truth values are 0 and 1. */
type Row<T, Json extends keyof T = never> = {
  [K in keyof T]: K extends Json ? string : T[K] extends boolean ? number : T[K]
}

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
  tokens: Row<StoredToken, 'claims'>
  roles: Row<Role>
  role_assignments: Row<RoleAssignment>
  entitlements: Row<Entitlement>
  service_instances: Row<ServiceInstance, 'parameters'>
  service_keys: Row<ServiceKey, 'parameters'>
  signing_keys: Row<SigningKey>
  refusals: Row<StoredRefusal, 'facts'>
  packages: Row<IntegrationPackage>
  design_artifacts: Row<DesignArtifact>
  design_artifact_contents: { readonly id: string; readonly content: Uint8Array }
  runtime_artifacts: Row<RuntimeArtifact>
  runtime_artifact_contents: { readonly id: string; readonly content: Uint8Array }
  deploy_tasks: Row<DeployTask>
  security_material: Row<SecurityMaterial, 'fields'>
  settings: { readonly name: string; readonly value: string }
  message_logs: Row<StoredMessageLog>
  message_log_headers: DetailRow<CustomHeader>
  message_log_adapter_attributes: DetailRow<AdapterAttribute>
  message_log_attachments: DetailRow<StoredAttachment>
  message_log_attachment_contents: { readonly id: string; readonly content: Uint8Array }
  message_log_errors: { readonly messageGuid: string; readonly text: string; readonly elementId: string; readonly type: string }
}
