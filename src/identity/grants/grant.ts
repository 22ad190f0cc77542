import type { Client } from '../../store/clients.ts'
import type { Parameters } from '../parameters.ts'

/** One grant type: what the caller gets for its parameters. */
export interface Grant {
  readonly grantType: string
  /** The scopes of the token. Throws refusals. */
  scopes(request: { parameters: Parameters; client: Client; authorities: readonly string[] }): readonly string[]
}
