import { type EdmType, type EdmValue, isComplex, type Properties } from './edm.ts'
import { badRequest } from './failure.ts'

type JsonObject = Readonly<Record<string, unknown>>

/**
 * The body of a create or update, checked against the properties of its set. Unknown members are ignored (contract odata-api T8).
 */
export class EntityBody {
  readonly #values: ReadonlyMap<string, EdmValue>
  readonly #json: JsonObject

  /** Throws `bad-request` naming the first property whose value has the wrong type. */
  constructor(json: JsonObject, properties: Properties<never>) {
    this.#json = json
    this.#values = new Map(
      Object.entries(properties).flatMap(([name, property]) =>
        isComplex(property) || !Object.hasOwn(json, name) ? [] : [[name, readValue(name, property.type, json[name])] as const],
      ),
    )
  }

  /** Text of a property; `undefined` when it is missing or `null`. */
  text(name: string): string | undefined {
    const value = this.#values.get(name)
    return typeof value === 'string' ? value : undefined
  }

  /** Truth value of a property; `undefined` when it is missing or `null`. */
  boolean(name: string): boolean | undefined {
    const value = this.#values.get(name)
    return typeof value === 'boolean' ? value : undefined
  }

  /** Content of a base64 property; `undefined` when it is missing, `null` or empty. */
  bytes(name: string): Uint8Array | undefined {
    const value = this.#values.get(name)
    return value instanceof Uint8Array && value.length > 0 ? value : undefined
  }

  /** Number, or milliseconds of a date; `undefined` when it is missing or `null`. */
  number(name: string): number | undefined {
    const value = this.#values.get(name)
    return typeof value === 'number' ? value : undefined
  }

  /** Whether the body says something about what belongs to the entity, be it that there is nothing. */
  has(name: string): boolean {
    const member = this.#json[name]
    return member !== undefined && member !== null && !isDeferred(member)
  }

  /** An entity inside the body that it refers to or belongs to. Throws `bad-request` naming the member. */
  entity(name: string, properties: Properties<never>): EntityBody | undefined {
    const member = this.#json[name]
    const one = Array.isArray(member) && member.length === 1 ? member[0] : member
    if (one === undefined || one === null || isDeferred(one)) return undefined
    if (!isObject(one)) throw badRequest(`Property '${name}' must be an entity.`)
    return new EntityBody(one, properties)
  }

  /** Entities inside the body (deep insert), as an array or as `{ results }`. Throws `bad-request` naming the member. */
  entities(name: string, properties: Properties<never>): EntityBody[] {
    if (!this.has(name)) return []
    const member = this.#json[name]
    const list = isObject(member) && 'results' in member ? member.results : member
    if (!Array.isArray(list) || !list.every(isObject)) throw badRequest(`Property '${name}' must be a list of entities.`)
    return list.map((item) => new EntityBody(item, properties))
  }
}

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

const isDeferred = (value: unknown): boolean => isObject(value) && '__deferred' in value

function readValue(name: string, type: EdmType, value: unknown): EdmValue {
  if (value === null) return null
  const read = READERS[type](value)
  if (read === undefined) throw badRequest(`Property '${name}' has a value that is no ${type}.`)
  return read
}

const whole = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
  return Number.isSafeInteger(number) ? (number as number) : undefined
}

const date = (value: unknown): number | undefined => {
  const [, milliseconds] = typeof value === 'string' ? (/^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/.exec(value) ?? []) : []
  return milliseconds === undefined ? undefined : Number(milliseconds)
}

const base64 = (value: unknown): Uint8Array | undefined => {
  if (typeof value !== 'string') return undefined
  const compact = value.replace(/\s/g, '')
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(compact) ? Buffer.from(compact, 'base64') : undefined
}

/** JSON value → value of the type, `undefined` when it does not fit. */
const READERS: Readonly<Record<EdmType, (value: unknown) => EdmValue | undefined>> = {
  'Edm.String': (value) => (typeof value === 'string' ? value : undefined),
  'Edm.Boolean': (value) => (typeof value === 'boolean' ? value : undefined),
  'Edm.Int32': whole,
  'Edm.Int64': whole,
  'Edm.Double': (value) => (typeof value === 'number' ? value : undefined),
  'Edm.DateTime': date,
  'Edm.DateTimeOffset': date,
  'Edm.Binary': base64,
}
