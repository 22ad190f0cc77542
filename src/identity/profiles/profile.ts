import type { DialectRules, GrantedToken } from '../dialects/dialect.ts'
import type { JwtMembers, JwtType } from '../jwt.ts'

/** Another shape of JWT than that of the dialect, which a client opts into. */
export interface JwtProfile {
  /** `typ` of the header. */
  readonly type: JwtType
  /** Leaves out the `jku` header, which SAP's libraries do not read any more (contract oauth.md §0). */
  readonly withoutKeySetUrl?: true
  claims(token: GrantedToken, dialect: DialectRules): JwtMembers
}
