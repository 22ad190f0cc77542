import type { HttpHandler, HttpRequest, HttpResponse } from '../../kernel/http.ts'
import type { Admin } from '../admin.ts'
import type { AuditLog } from '../audit-log.ts'
import { ADMIN_USER } from '../guard.ts'
import type { FailureThrottle } from '../rate-limit/failure-throttle.ts'
import { Refusal } from '../refusals.ts'
import { readBody } from '../request-body.ts'
import { parseStrictObject } from '../strict-json.ts'
import type { BrowserSession, BrowserSessions } from './browser-sessions.ts'
import { sessionOf } from './session-caller.ts'
import { endedSessionCookie, readSessionCookie, sessionCookie } from './session-cookie.ts'

export interface SessionEndpointOptions {
  readonly sessions: BrowserSessions
  readonly admin: Pick<Admin, 'isPassword'>
  readonly throttle: FailureThrottle
  readonly audit: Pick<AuditLog, 'record'>
}

export const SESSION_PATH = '/cockpit/session'

/** Bytes of a log-in. */
const LIMIT = 4096

/**
 * Where a browser logs in (`POST` with `{"password"}`), asks whether it is (`GET`), and logs out (`DELETE`). An answer is
 * `{"user","csrfToken","expiresAt"}`, or `{"user":null}` for nobody. Only JSON is read, which no form of another site can send.
 * Throws the refusals `login-failed`, `login-throttled`, `media-type-not-read`, `method-not-offered`, and those of a session.
 */
export function sessionEndpoint(options: SessionEndpointOptions): HttpHandler {
  return async (request) => {
    switch (request.method) {
      case 'GET':
        return json(answerOf(currentSession(request, options)))
      case 'POST':
        return logIn(request, options)
      case 'DELETE':
        return logOut(request, options)
      default:
        throw new Refusal('method-not-offered', {
          defect: `${SESSION_PATH} does not answer ${request.method}`,
          allowed: ['GET', 'POST', 'DELETE'],
        })
    }
  }
}

/** A session that has ended is no session: the page asks in order to know. */
function currentSession(request: HttpRequest, { sessions }: SessionEndpointOptions): BrowserSession | undefined {
  const id = readSessionCookie(request)
  return id === undefined ? undefined : sessions.use(id)
}

async function logIn(request: HttpRequest, { sessions, admin, throttle, audit }: SessionEndpointOptions): Promise<HttpResponse> {
  const attempt = { clientId: ADMIN_USER, remoteAddress: request.remoteAddress }
  const wait = throttle.waitOf(attempt)
  if (wait !== undefined) throw new Refusal('login-throttled', { value: wait.source, limit: wait.seconds })
  if (!admin.isPassword(await passwordOf(request))) {
    throttle.failed(attempt)
    throw new Refusal('login-failed')
  }
  throttle.succeeded(attempt)
  const { id, session } = sessions.open()
  audit.record({ request, user: ADMIN_USER, userType: 'administrator', action: 'create', objectType: 'session', objectName: ADMIN_USER })
  return json(answerOf(session), { 'Set-Cookie': sessionCookie(id, request.secure) })
}

async function passwordOf(request: HttpRequest): Promise<string> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new Refusal('media-type-not-read', { defect: 'A log-in must be sent with Content-Type: application/json' })
  const body = await readBody(request.body, LIMIT)
  const password = parseStrictObject(body?.toString('utf8') ?? '')?.password
  return typeof password === 'string' ? password : ''
}

async function logOut(request: HttpRequest, { sessions, audit }: SessionEndpointOptions): Promise<HttpResponse> {
  if (sessionOf(request, sessions) !== undefined) {
    sessions.close(readSessionCookie(request) ?? '')
    audit.record({ request, user: ADMIN_USER, userType: 'administrator', action: 'delete', objectType: 'session', objectName: ADMIN_USER })
  }
  return json(answerOf(undefined), { 'Set-Cookie': endedSessionCookie(request.secure) })
}

const answerOf = (session: BrowserSession | undefined) =>
  session === undefined
    ? { user: null }
    : { user: ADMIN_USER, csrfToken: session.csrfToken, expiresAt: new Date(session.expiresAt).toISOString() }

const json = (value: unknown, headers: HttpResponse['headers'] = {}): HttpResponse => ({
  status: 200,
  headers: { 'Content-Type': 'application/json;charset=UTF-8', 'Cache-Control': 'no-store', ...headers },
  body: JSON.stringify(value),
})
