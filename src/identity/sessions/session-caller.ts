import type { HttpRequest } from '../../kernel/http.ts'
import { Refusal } from '../refusals.ts'
import { equal } from '../secrets.ts'
import type { BrowserSession, BrowserSessions } from './browser-sessions.ts'
import { readSessionCookie } from './session-cookie.ts'

const CHANGES_NOTHING: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/**
 * The session of the browser that calls; nothing when no cookie came. Throws the refusal `session-ended`, or
 * `session-csrf-token` for a change whose `x-csrf-token` is not that of the session.
 */
export function sessionOf(request: HttpRequest, sessions: BrowserSessions): BrowserSession | undefined {
  const id = readSessionCookie(request)
  if (id === undefined) return undefined
  const session = sessions.use(id)
  if (session === undefined) throw new Refusal('session-ended')
  if (!CHANGES_NOTHING.includes(request.method)) requireCsrfToken(request, session)
  return session
}

function requireCsrfToken({ headerValues, path }: HttpRequest, { csrfToken }: BrowserSession): void {
  const [presented, ...others] = headerValues['x-csrf-token'] ?? []
  if (presented === undefined || others.length > 0 || !equal(Buffer.from(presented), Buffer.from(csrfToken)))
    throw new Refusal('session-csrf-token', { resource: path })
}
