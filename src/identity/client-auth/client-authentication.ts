import type { HttpRequest } from '../../kernel/http.ts'
import type { Credentials } from '../basic-credentials.ts'
import type { Parameters } from '../parameters.ts'

/** One way to say who the client is. */
export interface ClientAuthentication {
  /** As `token_endpoint_auth_methods_supported` calls it. */
  readonly metadataName: string
  /** What was presented in this way, as readings to try in order; nothing when the request does not use it. */
  find(request: HttpRequest, parameters: Parameters): readonly Credentials[] | undefined
}
