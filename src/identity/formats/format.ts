import type { Store } from '../../store/store.ts'
import type { DialectRules, GrantedToken } from '../dialects/dialect.ts'
import type { SigningKeys } from '../signing-keys.ts'

export interface IssueContext {
  readonly store: Pick<Store, 'tokens'>
  readonly keys: SigningKeys
  readonly dialect: DialectRules
  readonly publicUrl: string
}

/** Writes a granted token down and returns what the client gets to see. */
export type Format = (token: GrantedToken, context: IssueContext) => Promise<string>
