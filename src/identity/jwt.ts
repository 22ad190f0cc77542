import { type KeyObject, sign, verify } from 'node:crypto'
import { Refusal } from './refusals.ts'
import { parseStrictObject } from './strict-json.ts'

/** The one algorithm of this server. It is fixed by the key and compared with the header, never taken from it (RFC 8725 §3.1). */
const ALGORITHM = { jose: 'RS256', node: 'RSA-SHA256' } as const

export type JwtMembers = Readonly<Record<string, unknown>>

/** A compact JWS taken apart; nothing in it can be trusted before its signature was verified. */
export interface Jws {
  readonly header: JwtMembers
  readonly payload: string
  readonly signedText: string
  readonly signature: Buffer
}

/** An access token of this server's shape. `at+jwt` is that of RFC 9068. */
export interface ParsedJwt extends Jws {
  readonly kid: string
  readonly type: JwtType
}

export type JwtType = 'JWT' | 'at+jwt'

/** Spellings of `typ`; nothing else that a server signs may pass for an access token (RFC 9068 §4). */
const TYPES: ReadonlyMap<unknown, JwtType> = new Map([
  ['JWT', 'JWT'],
  ['at+jwt', 'at+jwt'],
  ['application/at+jwt', 'at+jwt'],
])

const part = /^[A-Za-z0-9_-]+$/

/** What is signed of a JWT: header and claims, encoded. Member order is kept. */
export const jwtText = (header: JwtMembers, claims: JwtMembers): string => `${encode({ alg: ALGORITHM.jose, ...header })}.${encode(claims)}`

/** The text with its signature. Signs in the thread pool; the event loop stays free. */
export function signJwt(text: string, key: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    sign(ALGORITHM.node, Buffer.from(text), key, (error, signature) => {
      if (error) reject(error)
      else resolve(`${text}.${signature.toString('base64url')}`)
    })
  })
}

/**
 * An access token, strictly: RS256, a `kid`, type `JWT`, `at+jwt` or none (contract oauth.md §4.3, §4.9). Throws the refusal
 * `token-malformed` with the defect.
 */
export function parseJwt(token: string): ParsedJwt {
  const jws = readJws(token, malformed)
  return { ...jws, ...checkHeader(jws.header) }
}

/**
 * Takes a compact JWS apart, strictly: three parts of canonical base64url, a header without repeated members, no `crit` (RFC 7515
 * §5.2, RFC 8725). Throws what `refuse` makes of the defect.
 */
export function readJws(token: string, refuse: (defect: string) => Refusal): Jws {
  const parts = token.split('.')
  if (parts.length !== 3) throw refuse(`it has ${parts.length} parts instead of three`)
  const [head, body, tail] = parts.map(decode)
  if (head === undefined || body === undefined || tail === undefined) throw refuse('a part is not base64url')
  const header = parseStrictObject(head.toString('utf8'))
  if (header === undefined) throw refuse('its header is no JSON object with unique members')
  if (header.crit !== undefined) throw refuse('it has critical header members, which are not known here')
  return { header, payload: body.toString('utf8'), signedText: token.slice(0, token.lastIndexOf('.')), signature: tail }
}

export const verifySignature = (jwt: ParsedJwt, key: KeyObject): boolean =>
  verify(ALGORITHM.node, Buffer.from(jwt.signedText), key, jwt.signature)

/** Claims of a JWT whose signature is in order. */
export function claimsOf(jwt: ParsedJwt): JwtMembers {
  const claims = parseStrictObject(jwt.payload)
  if (claims === undefined) throw malformed('its payload is no JSON object with unique members')
  return claims
}

/** Claims of a JWT that was verified before: nothing is checked again. */
export const verifiedClaims = (token: string): JwtMembers =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))

function checkHeader({ alg, typ, kid }: JwtMembers): Pick<ParsedJwt, 'kid' | 'type'> {
  if (alg !== ALGORITHM.jose) throw malformed(`its algorithm is not ${ALGORITHM.jose}`)
  const type = typ === undefined ? 'JWT' : TYPES.get(typ)
  if (type === undefined) throw malformed('its type is not JWT')
  if (typeof kid !== 'string' || kid.length > 200) throw malformed('its header names no key (kid)')
  return { kid, type }
}

/** Text that decodes and does not encode to itself again has stray bits, which another parser could read differently. */
function decode(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return part.test(text) && bytes.toString('base64url') === text ? bytes : undefined
}

const encode = (members: JwtMembers): string => Buffer.from(JSON.stringify(members)).toString('base64url')

export const malformed = (defect: string): Refusal => new Refusal('token-malformed', { scheme: 'bearer', defect })
