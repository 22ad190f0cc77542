/** A client certificate that opens something: that of a service key, or of a user of the Neo dialect. */
export interface StoredCertificate {
  readonly id: string
  /** Base64url SHA-256 of the DER (`x5t#S256`); a certificate is stored once. */
  readonly thumbprint: string
  readonly subjectDn: string
  readonly issuerDn: string
  /** Subject and issuer in a spelling that compares: what a certificate and its renewals have in common. */
  readonly names: string
  /** Of the certificate that was accepted last, as the next three. */
  readonly pem: string
  readonly serialNumber: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** Only this certificate, not a renewal with the same names. */
  readonly pinned: boolean
  readonly subaccountId: string
  /** Client and service key; `null` for a user's. */
  readonly clientId: string | null
  readonly keyId: string | null
  /** User of the Neo dialect; `null` for a service key's. */
  readonly user: string | null
  readonly createdAt: number
  /** Who mapped it to its user first and last; `null` for a service key's, and where nobody said. */
  readonly createdBy: string | null
  readonly modifiedBy: string | null
  readonly modifiedAt: number
}

/** What giving a certificate to another user changes. */
export type Reassignment = Pick<StoredCertificate, 'user' | 'modifiedBy' | 'modifiedAt'>

/** What a renewal changes. */
export type Renewal = Pick<StoredCertificate, 'thumbprint' | 'pem' | 'serialNumber' | 'issuedAt' | 'expiresAt'>

export type CertificateFilter = Partial<Pick<StoredCertificate, 'thumbprint' | 'names' | 'clientId' | 'keyId' | 'user'>>

export interface CertificateStore {
  /** Throws `conflict` when the certificate is stored already, whoever has it. */
  add(certificate: StoredCertificate): Promise<void>
  /** By subject, then by id. */
  list(filter?: CertificateFilter): Promise<StoredCertificate[]>
  /** Takes over a certificate that was issued later than the stored one; an earlier one changes nothing. */
  renew(id: string, renewal: Renewal): Promise<void>
  reassign(id: string, to: Reassignment): Promise<void>
  delete(id: string): Promise<void>
}
