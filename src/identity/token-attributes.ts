import { Refusal } from './refusals.ts'
import { parseStrictObject } from './strict-json.ts'

/** What a caller adds to its token: it stays in one claim of its own, whatever its names say (contract oauth.md X32). */
export type TokenAttributes = Readonly<Record<string, string>>

/** Characters of the parameter. Every one of them would be sent with every call. */
const LIMIT = 4096

/**
 * Reads the parameter `authorities`, `{"az_attr":{"name":"value"}}`. What is no such JSON is ignored, as UAA does. Throws the
 * refusal `authorities-too-large`.
 */
export function readAttributes(authorities: string | undefined): TokenAttributes | undefined {
  if (authorities === undefined) return undefined
  if (authorities.length > LIMIT) throw new Refusal('authorities-too-large', { limit: LIMIT })
  const attributes = parseStrictObject(authorities)?.az_attr
  return isTextMap(attributes) ? attributes : undefined
}

/** Readers may copy the members one by one, and `__proto__` would then be none of them. */
function isTextMap(value: unknown): value is TokenAttributes {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.hasOwn(value, '__proto__')) return false
  return Object.values(value).every((member) => typeof member === 'string')
}
