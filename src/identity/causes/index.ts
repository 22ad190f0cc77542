import { CLIENT_CAUSES } from './clients.ts'
import { HEADER_CAUSES } from './headers.ts'
import { ROLE_CAUSES } from './roles.ts'
import { RUNTIME_CAUSES } from './runtime.ts'
import { TOKEN_ENDPOINT_CAUSES } from './token-endpoint.ts'
import { TOKEN_CAUSES } from './tokens.ts'

/** Every cause of a refusal. */
export const CAUSES = {
  ...HEADER_CAUSES,
  ...CLIENT_CAUSES,
  ...TOKEN_CAUSES,
  ...ROLE_CAUSES,
  ...RUNTIME_CAUSES,
  ...TOKEN_ENDPOINT_CAUSES,
} as const

export type Cause = keyof typeof CAUSES
