import { type KeyObject, sign, verify } from 'node:crypto'
import { Refusal } from './refusals.ts'
import { parseStrictObject } from './strict-json.ts'

/** The one algorithm of this server. It is fixed by the key and compared with the header, never taken from it (RFC 8725 §3.1). */
const ALGORITHM = { jose: 'RS256', node: 'RSA-SHA256' } as const

export type JwtMembers = Readonly<Record<string, unknown>>

/** A JWT taken apart; nothing in it can be trusted before `verifySignature`. */
export interface ParsedJwt {
  readonly kid: string
  readonly signedText: string
  readonly signature: Buffer
  readonly payload: string
}

const part = /^[A-Za-z0-9_-]+$/

/** Signs in the thread pool; the event loop stays free. Member order is kept. */
export function signJwt(header: JwtMembers, claims: JwtMembers, key: KeyObject): Promise<string> {
  const text = `${encode({ alg: ALGORITHM.jose, ...header })}.${encode(claims)}`
  return new Promise((resolve, reject) => {
    sign(ALGORITHM.node, Buffer.from(text), key, (error, signature) => {
      if (error) reject(error)
      else resolve(`${text}.${signature.toString('base64url')}`)
    })
  })
}

/**
 * Takes a compact JWS apart, strictly: three parts of canonical base64url, a header without repeated members, RS256, a `kid`, no
 * `crit`, type `JWT` or none (contract oauth.md §4.3). Throws the refusal `token-malformed` with the defect.
 */
export function parseJwt(token: string): ParsedJwt {
  const parts = token.split('.')
  if (parts.length !== 3) throw malformed(`it has ${parts.length} parts instead of three`)
  const [head, body, tail] = parts.map(decode) as [Buffer, Buffer, Buffer]
  const header = parseStrictObject(head.toString('utf8'))
  if (header === undefined) throw malformed('its header is no JSON object with unique members')
  return {
    kid: checkHeader(header),
    signedText: token.slice(0, token.lastIndexOf('.')),
    signature: tail,
    payload: body.toString('utf8'),
  }
}

export const verifySignature = (jwt: ParsedJwt, key: KeyObject): boolean =>
  verify(ALGORITHM.node, Buffer.from(jwt.signedText), key, jwt.signature)

/** Claims of a JWT whose signature is in order. */
export function claimsOf(jwt: ParsedJwt): JwtMembers {
  const claims = parseStrictObject(jwt.payload)
  if (claims === undefined) throw malformed('its payload is no JSON object with unique members')
  return claims
}

function checkHeader(header: JwtMembers): string {
  if (header.alg !== ALGORITHM.jose) throw malformed(`its algorithm is not ${ALGORITHM.jose}`)
  if (header.crit !== undefined) throw malformed('it has critical header members, which are not known here')
  if (header.typ !== undefined && header.typ !== 'JWT') throw malformed('its type is not JWT')
  if (typeof header.kid !== 'string' || header.kid.length > 200) throw malformed('its header names no key (kid)')
  return header.kid
}

/** Text that decodes and does not encode to itself again has stray bits, which another parser could read differently. */
function decode(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url')
  if (!part.test(text) || bytes.toString('base64url') !== text) throw malformed('a part is not base64url')
  return bytes
}

const encode = (members: JwtMembers): string => Buffer.from(JSON.stringify(members)).toString('base64url')

export const malformed = (defect: string): Refusal => new Refusal('token-malformed', { scheme: 'bearer', defect })
