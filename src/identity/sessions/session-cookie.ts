import type { HttpRequest } from '../../kernel/http.ts'

const NAME = 'sluice-session'

/** The id of the session that the browser sends, if it sends one. */
export function readSessionCookie(request: HttpRequest): string | undefined {
  const cookies = (request.headerValues.cookie ?? []).flatMap((header) => header.split(';'))
  const own = cookies.map((cookie) => cookie.trim()).find((cookie) => cookie.startsWith(`${NAME}=`))
  return own?.slice(NAME.length + 1)
}

/** No script can read it, no other site can make the browser send it, and https is never left for http (RFC 6265bis). */
export function sessionCookie(id: string, secure: boolean): string {
  return `${NAME}=${id}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
}

export const endedSessionCookie = (secure: boolean): string => `${sessionCookie('', secure)}; Max-Age=0`
