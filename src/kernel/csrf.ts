import { timingSafeEqual } from 'node:crypto'
import type { HttpRequest } from './http.ts'
import { hex32 } from './ids.ts'

const COOKIE = 'JSESSIONID'

/**
 * CSRF tokens without a session store: the token is a signature over the caller and the session cookie that went out with it
 * (contract odata-api §2). Any node with the same key accepts it.
 */
export class CsrfProtection {
  readonly #sign: (text: string) => string

  /** `sign` is a keyed hash as printable text. */
  constructor(sign: (text: string) => string) {
    this.#sign = sign
  }

  /** Headers that answer `X-CSRF-Token: Fetch`; empty when the request does not ask. A session of the caller goes on. */
  headersFor(request: HttpRequest, user: string): Record<string, string> {
    if (request.headers['x-csrf-token']?.toLowerCase() !== 'fetch') return {}
    const session = sessionOf(request) ?? hex32()
    const secure = request.secure ? '; Secure' : ''
    return {
      'X-CSRF-Token': this.#token(session, user),
      'Set-Cookie': `${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax${secure}`,
    }
  }

  /** Whether the request carries the token that belongs to its cookie and caller. */
  accepts(request: HttpRequest, user: string): boolean {
    const session = sessionOf(request)
    const sent = request.headers['x-csrf-token']
    if (session === undefined || sent === undefined) return false
    const expected = Buffer.from(this.#token(session, user))
    const actual = Buffer.from(sent)
    return expected.length === actual.length && timingSafeEqual(expected, actual)
  }

  #token(session: string, user: string): string {
    return this.#sign(`${session} ${user}`)
  }
}

function sessionOf(request: HttpRequest): string | undefined {
  const cookies = (request.headerValues.cookie ?? []).join('; ')
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([0-9a-f]{32})(?:;|$)`).exec(cookies)?.[1]
}
