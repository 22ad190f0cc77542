import type { Clock } from '../../kernel/clock.ts'

interface Cookie {
  readonly name: string
  readonly value: string
  readonly domain: string
  readonly hostOnly: boolean
  readonly path: string
  readonly secure: boolean
  /** Milliseconds since the epoch; infinity for a session cookie. */
  readonly expires: number
}

/** Cookies of the systems that a flow talks to, by the rules of RFC 6265 §5 that matter between servers. */
export class CookieJar {
  readonly #clock: Clock
  readonly #cookies = new Map<string, Cookie>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Keeps what an answer from this URL sets; an expired cookie deletes the one that it names. */
  store(url: URL, setCookie: readonly string[]): void {
    for (const line of setCookie) {
      const cookie = parseCookie(line, url, this.#clock.now())
      if (!cookie) continue
      const key = `${cookie.domain};${cookie.path};${cookie.name}`
      if (cookie.expires <= this.#clock.now()) this.#cookies.delete(key)
      else this.#cookies.set(key, cookie)
    }
  }

  /** Value of the `Cookie` header for a request to this URL; `undefined` when no cookie fits. */
  header(url: URL): string | undefined {
    const now = this.#clock.now()
    const fitting = [...this.#cookies.values()].filter((cookie) => cookie.expires > now && fits(cookie, url))
    if (fitting.length === 0) return undefined
    fitting.sort((left, right) => right.path.length - left.path.length)
    return fitting.map(({ name, value }) => `${name}=${value}`).join('; ')
  }
}

function parseCookie(line: string, url: URL, now: number): Cookie | undefined {
  const [pair = '', ...parts] = line.split(';')
  const split = pair.indexOf('=')
  if (split < 1) return undefined
  const attributes = new Map(parts.map(attribute))
  const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase() || undefined
  if (domain !== undefined && !isWithin(url.hostname, domain)) return undefined
  const path = attributes.get('path')
  return {
    name: pair.slice(0, split).trim(),
    value: pair.slice(split + 1).trim(),
    domain: domain ?? url.hostname,
    hostOnly: domain === undefined,
    path: path?.startsWith('/') ? path : defaultPath(url.pathname),
    secure: attributes.has('secure'),
    expires: expiry(attributes, now),
  }
}

function attribute(part: string): [name: string, value: string] {
  const split = part.indexOf('=')
  return split < 0 ? [part.trim().toLowerCase(), ''] : [part.slice(0, split).trim().toLowerCase(), part.slice(split + 1).trim()]
}

function expiry(attributes: ReadonlyMap<string, string>, now: number): number {
  const maxAge = attributes.get('max-age')
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return now + Number(maxAge) * 1000
  const date = Date.parse(attributes.get('expires') ?? '')
  return Number.isNaN(date) ? Number.POSITIVE_INFINITY : date
}

/** Everything up to the last slash (RFC 6265 §5.1.4). */
const defaultPath = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/'

/** A single-label domain would cover every host below it. */
const isWithin = (host: string, domain: string): boolean => host === domain || (domain.includes('.') && host.endsWith(`.${domain}`))

function fits(cookie: Cookie, url: URL): boolean {
  const host = cookie.hostOnly ? url.hostname === cookie.domain : isWithin(url.hostname, cookie.domain)
  const below = cookie.path.endsWith('/') ? cookie.path : `${cookie.path}/`
  const path = url.pathname === cookie.path || url.pathname.startsWith(below)
  return host && path && (!cookie.secure || url.protocol === 'https:')
}
