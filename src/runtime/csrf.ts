import { timingSafeEqual } from 'node:crypto'
import type { HttpRequest } from '../kernel/http.ts'
import { hex32 } from '../kernel/ids.ts'
import type { Vault } from '../store/vault.ts'

const SESSION_COOKIE = 'JSESSIONID'

/** CSRF protection of a sender channel: the token belongs to the session cookie that came with it (contract odata-api.md §2, §6). */
export class CsrfProtection {
  readonly #vault: Vault

  constructor(vault: Vault) {
    this.#vault = vault
  }

  /** GET and HEAD with `X-CSRF-Token: Fetch` ask for a token and do not run the flow. */
  isFetch(request: HttpRequest): boolean {
    return isSafe(request.method) && request.headers['x-csrf-token']?.toLowerCase() === 'fetch'
  }

  /** A token and the cookie that it is bound to; a session that the caller has is kept. */
  issue(request: HttpRequest): { token: string; cookie: string } {
    const session = sessionOf(request) ?? hex32()
    return {
      token: this.#token(session),
      cookie: `${SESSION_COOKIE}=${session}; Path=/; HttpOnly; SameSite=Strict${request.secure ? '; Secure' : ''}`,
    }
  }

  /** Nothing when the request may pass, else why not. */
  refuse(request: HttpRequest): 'csrf-token-missing' | 'csrf-token-wrong' | undefined {
    if (isSafe(request.method)) return undefined
    const token = request.headers['x-csrf-token']
    if (token === undefined || token === '') return 'csrf-token-missing'
    const session = sessionOf(request)
    return session !== undefined && equal(token, this.#token(session)) ? undefined : 'csrf-token-wrong'
  }

  #token(session: string): string {
    return this.#vault.hmac('csrf', session).subarray(0, 16).toString('hex').toUpperCase()
  }
}

const isSafe = (method: string): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS'

function sessionOf(request: HttpRequest): string | undefined {
  for (const part of request.headers.cookie?.split(';') ?? []) {
    const [name, value] = part.trim().split('=')
    if (name === SESSION_COOKIE && value && /^[0-9a-f]{32}$/.test(value)) return value
  }
  return undefined
}

function equal(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
