import type { Clock } from '../kernel/clock.ts'
import { defineEntitySet, defineFunctionImport, type EntitySet, type FunctionImport } from '../odata/entity-set.ts'
import type { Deployments } from '../runtime/deployments.ts'
import type { RunningMessages } from '../runtime/running-messages.ts'
import type { StoredCertificate } from '../store/certificates.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import type { Stamp } from './design/integration-package.ts'
import type { Permission } from './roles.ts'

/** Certificates that stand for users of the Neo dialect; those of service keys are listed with them. */
export interface UserCertificates {
  list(): Promise<StoredCertificate[]>
  /** Maps a certificate in PEM, also one that stood for another user. Throws `bad-request` or `conflict`. */
  assign(mapping: { readonly user: string; readonly certificate: string; readonly by: string }): Promise<StoredCertificate>
  unmap(thumbprint: string): Promise<void>
}

/** What the entity sets of the management API work with, on behalf of one caller. */
export interface Management {
  readonly store: Pick<
    Store,
    | 'design'
    | 'designGuidelines'
    | 'flowTests'
    | 'runtimeArtifacts'
    | 'messageLogs'
    | 'runs'
    | 'securityMaterial'
    | 'auditLog'
    | 'certificates'
    | 'keystore'
    | 'pgpKeys'
    | 'accessPolicies'
    | 'partnerDirectory'
    | 'dataStores'
    | 'variables'
    | 'numberRanges'
    | 'messageStore'
    | 'processingMarks'
    | 'idMaps'
    | 'settings'
  >
  readonly vault: Vault
  readonly deployments: Deployments
  readonly messages: RunningMessages
  /** The mappings that are kept in this store. */
  userCertificatesIn(store: Pick<Store, 'certificates'>): UserCertificates
  readonly clock: Clock
  /** Address under which users reach the server, without trailing slash. */
  readonly publicUrl: string
  /** A header of the request, by its name in lower case. */
  header(name: string): string | undefined
  /** Who is calling. */
  readonly user: string
  /** The OAuth client that calls, if it is one. */
  readonly clientId: string | undefined
  /** Roles of the caller that access policies ask for. */
  readonly roles: ReadonlySet<string> | 'all'
}

export type ManagementSet = EntitySet<Management, Permission>
export type ManagementFunction = FunctionImport<Management, Permission>

/** Declares an entity set of the management API over rows of type `R`. */
export const managementSet = <R>(set: EntitySet<Management, Permission, R>): ManagementSet => defineEntitySet(set)

export const managementFunction = (declaration: ManagementFunction): ManagementFunction => defineFunctionImport(declaration)

/** Who changes something in this call, and when. */
export const stampOf = ({ user, clock }: Management): Stamp => ({ user, now: clock.now() })
