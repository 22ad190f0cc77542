/** What a token is bound to, its claim `cnf` (RFC 7800). */
export interface Confirmation {
  /** Thumbprint of a DPoP key (RFC 9449 §6.1). */
  readonly jkt?: string
  /** Thumbprint of a client certificate (RFC 8705 §3.1). */
  readonly 'x5t#S256'?: string
}
