import { CsrfProtection } from '../kernel/csrf.ts'
import type { Vault } from '../store/vault.ts'

/** A token that one edge gave out is worth nothing at another. */
export const csrfProtection = (vault: Vault, edge: string) =>
  new CsrfProtection((text) => vault.hmac(`csrf ${edge}`, text).toString('base64url'))
