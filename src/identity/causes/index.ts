import { ACCESS_POLICY_CAUSES } from './access-policies.ts'
import { ASSERTION_CAUSES } from './assertions.ts'
import { CERTIFICATE_CAUSES } from './certificates.ts'
import { CLIENT_CAUSES } from './clients.ts'
import { DPOP_CAUSES } from './dpop.ts'
import { HEADER_CAUSES } from './headers.ts'
import { LIMIT_CAUSES } from './limits.ts'
import { PLATFORM_CAUSES } from './platform.ts'
import { REQUEST_CAUSES } from './requests.ts'
import { ROLE_CAUSES } from './roles.ts'
import { RUNTIME_CAUSES } from './runtime.ts'
import { SESSION_CAUSES } from './sessions.ts'
import { TENANT_CAUSES } from './tenants.ts'
import { TOKEN_ENDPOINT_CAUSES } from './token-endpoint.ts'
import { TOKEN_SERVICE_CAUSES } from './token-services.ts'
import { TOKEN_CAUSES } from './tokens.ts'
import { UNREADABLE_CAUSES } from './unreadable.ts'
import { USER_CAUSES } from './users.ts'

/** Every cause of a refusal. */
export const CAUSES = {
  ...UNREADABLE_CAUSES,
  ...REQUEST_CAUSES,
  ...HEADER_CAUSES,
  ...CLIENT_CAUSES,
  ...ASSERTION_CAUSES,
  ...CERTIFICATE_CAUSES,
  ...TOKEN_CAUSES,
  ...DPOP_CAUSES,
  ...ROLE_CAUSES,
  ...ACCESS_POLICY_CAUSES,
  ...RUNTIME_CAUSES,
  ...TENANT_CAUSES,
  ...TOKEN_ENDPOINT_CAUSES,
  ...USER_CAUSES,
  ...SESSION_CAUSES,
  ...PLATFORM_CAUSES,
  ...TOKEN_SERVICE_CAUSES,
  ...LIMIT_CAUSES,
} as const

export type Cause = keyof typeof CAUSES
