import type { KeyedRows } from './keyed-rows.ts'
import type { EncryptedText } from './services.ts'

/** Who made and changed a row. */
export interface Authorship {
  readonly createdBy: string
  readonly createdAt: number
  readonly modifiedBy: string
  readonly modifiedAt: number
}

interface ParameterKey {
  /** Partner to whom the parameter belongs. */
  readonly pid: string
  readonly id: string
}

export interface StringParameter extends ParameterKey, Authorship {
  readonly value: string
}

export interface BinaryParameter extends ParameterKey, Authorship {
  /** As callers name it: `xsl`, `zip`, `xml; encoding=utf-8`, … */
  readonly contentType: string
  readonly value: Uint8Array
}

export interface UserCredentialParameter extends ParameterKey, Authorship {
  readonly user: string
  readonly password: EncryptedText
}

/** A name under which another agency knows a partner. */
export interface AlternativePartner extends Authorship {
  readonly agency: string
  readonly scheme: string
  readonly id: string
  readonly pid: string
}

/** A caller who may act as a partner. */
export interface AuthorizedUser extends Authorship {
  readonly user: string
  readonly pid: string
}

export const PARTNER_DATA = [
  'stringParameters',
  'binaryParameters',
  'userCredentialParameters',
  'alternativePartners',
  'authorizedUsers',
] as const
export type PartnerData = (typeof PARTNER_DATA)[number]

/** What flows look up about partners. A partner is there as long as anything is known about it. */
export interface PartnerDirectoryStore {
  readonly stringParameters: KeyedRows<StringParameter, 'pid' | 'id'>
  readonly binaryParameters: KeyedRows<BinaryParameter, 'pid' | 'id'>
  readonly userCredentialParameters: KeyedRows<UserCredentialParameter, 'pid' | 'id'>
  readonly alternativePartners: KeyedRows<AlternativePartner, 'agency' | 'scheme' | 'id'>
  readonly authorizedUsers: KeyedRows<AuthorizedUser, 'user'>
  /** Ids of all partners, sorted. */
  partners(): Promise<string[]>
  /** Removes everything about a partner but the kinds named, in one transaction. Throws `not-found` for a partner that is not there. */
  deletePartner(pid: string, except?: readonly PartnerData[]): Promise<void>
}
