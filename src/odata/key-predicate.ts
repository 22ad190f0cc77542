import { type EdmType, propertyAt } from './edm.ts'
import type { EntitySet, Keys } from './entity-set.ts'
import { badRequest } from './failure.ts'
import { fits, formatLiteral, parseLiteral } from './literal.ts'
import { type KeyPart, parsePredicate } from './resource-path.ts'

/** Reads a predicate as the keys of a set. Throws `bad-request` naming the key that is wrong, missing or unknown. */
export function readKeys<C, P>(set: EntitySet<C, P>, predicate: string): Keys {
  const parts = parsePredicate(predicate)
  const named = parts.length === 1 && parts[0]!.name === undefined ? [{ name: set.keys[0]!, literal: parts[0]!.literal }] : parts
  const wrong = named.find((part) => part.name === undefined || !set.keys.includes(part.name))
  if (wrong !== undefined) throw badRequest(`Invalid key predicate: '${wrong.name ?? wrong.literal}' is no key of ${set.name}.`)
  const missing = set.keys.find((key) => !named.some((part) => part.name === key))
  if (missing !== undefined) throw badRequest(`Invalid key predicate: the key ${missing} of ${set.name} is missing.`)
  if (named.length !== set.keys.length) throw badRequest(`Invalid key predicate: a key of ${set.name} occurs twice.`)
  return Object.fromEntries(named.map((part) => [part.name, readKey(set, part)]))
}

function readKey<C, P>(set: EntitySet<C, P>, part: KeyPart): Keys[string] {
  const literal = parseLiteral(part.literal)
  const property = propertyAt(set.properties, part.name ?? '')
  if (property === undefined || literal.value === null || !fits(literal, property.type)) {
    throw badRequest(`Invalid key predicate: ${part.literal} does not fit the key ${part.name} of ${set.name}.`)
  }
  return literal.value
}

/** `Set('X')` or `Set(Id='X',Version='1')`, percent-encoded: the canonical address of a row below the service root. */
export function canonicalPath<C, P>(set: EntitySet<C, P>, row: unknown): string {
  const literals = set.keys.map((key) => {
    const property = propertyAt(set.properties, key)!
    return formatLiteral(property.of(row), property.type)
  })
  const predicate = set.keys.length === 1 ? literals[0] : set.keys.map((key, index) => `${key}=${literals[index]}`).join(',')
  return `${set.name}(${predicate})`
}

/** The path of an entity that need not exist, below the service root. */
export function somePath<C, P>(set: EntitySet<C, P>): string {
  const predicate = set.keys.map((key) => `${key}=${SOME_LITERAL[propertyAt(set.properties, key)!.type]}`).join(',')
  return `${set.name}(${predicate})`
}

const SOME_LITERAL: Readonly<Record<EdmType, string>> = {
  'Edm.String': "''",
  'Edm.Boolean': 'true',
  'Edm.Int32': '0',
  'Edm.Int64': '0L',
  'Edm.Double': '0d',
  'Edm.DateTime': "datetime'1970-01-01T00:00:00'",
  'Edm.DateTimeOffset': "datetimeoffset'1970-01-01T00:00:00Z'",
  'Edm.Binary': "X''",
}

/** Whether the row has these keys. */
export function answersTo<C, P>(set: EntitySet<C, P>, row: unknown, keys: Keys): boolean {
  if (set.answersTo !== undefined) return set.answersTo(row, keys)
  return set.keys.every((key) => propertyAt(set.properties, key)?.of(row) === keys[key])
}
