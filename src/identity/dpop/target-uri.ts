const UNRESERVED = /^[A-Za-z0-9._~-]$/

/**
 * A URI as `htu` compares it: scheme, host and path, without query and fragment (RFC 9449 §4.3), after the normalisations of RFC
 * 3986 §6.2.2 and §6.2.3 that leave the path alone: case, default port, escapes. Nothing for anything but http and https, and for
 * an authority with user or password.
 */
export function comparableUri(uri: string): string | undefined {
  const [, scheme, authority = '', path] = /^(https?):\/\/([^/?#]+)([^?#]*)/i.exec(uri) ?? []
  if (scheme === undefined || authority.includes('@')) return undefined
  try {
    return new URL(`${scheme}://${authority}`).origin + comparablePath(path || '/')
  } catch {
    return undefined
  }
}

/** A request target without the origin that its absolute form has (RFC 9112 §3.2.2). */
export const localTarget = (target: string): string => target.replace(/^https?:\/\/[^/?#]*/i, '')

/** `%7E` and `~` are one and the same, `%2F` and `/` are not. */
function comparablePath(path: string): string {
  return path.replace(/%([0-9a-f]{2})/gi, (escaped, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16))
    return UNRESERVED.test(character) ? character : escaped.toUpperCase()
  })
}
