import { httpRequest } from '../../src/identity/testing/http-request.fixture.ts'
import type { Tenant } from '../../src/identity/testing/tenant.fixture.ts'
import type { Dialect } from '../../src/store/subaccounts.ts'
import { TOKEN_PATHS } from '../support/client.ts'

/** What a token endpoint decided, without what differs from token to token. */
export interface Decision {
  readonly status: number
  readonly error?: string
  /** Sorted. */
  readonly scopes?: readonly string[]
  /** Life of the token, seconds. */
  readonly expiresIn?: number
}

export interface TokenRequest {
  readonly dialect: Dialect
  readonly query?: string
  readonly body?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string | undefined>>
}

export const FORM = 'application/x-www-form-urlencoded'

/** Asks the real handler. A minute passes before each request, so that no limit on their rate is met. */
export async function askForToken(tenant: Tenant, { dialect, query = '', body = '', headers = {} }: TokenRequest): Promise<Decision> {
  tenant.clock.advance(60_000)
  const path = TOKEN_PATHS[dialect]
  const type = body.length === 0 ? undefined : FORM
  const request = { ...httpRequest({ target: path, headers: { 'content-type': type, ...headers }, body }), query }
  const route = tenant.identity.routes.find((candidate) => candidate.path === path)!
  const answer = await route.handler(request)
  const { error, scope = '', expires_in: expiresIn } = JSON.parse(String(answer.body))
  if (answer.status !== 200) return { status: answer.status, error }
  return { status: 200, scopes: scope.split(' ').sort(), expiresIn }
}
