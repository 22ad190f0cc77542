import { SluiceError } from '../../kernel/errors.ts'
import { dateFromJson } from './edm-date.ts'
import type { Entity, EntityPage, Member, MemberValue } from './entity.ts'

type JsonObject = Readonly<Record<string, unknown>>

/**
 * Reads an OData V2 answer in verbose JSON: a collection, an entity, or what a function returned. Throws `processing-failed`.
 *
 * @param name set or function that was addressed: a function's result can stand under its name
 */
export function readJsonAnswer(text: string, name: string): EntityPage {
  const d = unwrapResult(parse(text).d, name)
  if (Array.isArray(d)) return { entities: d.map(readEntity), next: undefined }
  if (!isObject(d)) throw unreadable('has no member d')
  if (!Array.isArray(d.results)) return { entities: [readEntity(d)], next: undefined }
  return { entities: d.results.map(readEntity), next: typeof d.__next === 'string' ? d.__next : undefined }
}

function unwrapResult(d: unknown, name: string): unknown {
  return isObject(d) && Object.keys(d).length === 1 && Object.hasOwn(d, name) && isObject(d[name]) ? d[name] : d
}

function parse(text: string): JsonObject {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    throw unreadable('is not JSON')
  }
  if (!isObject(answer)) throw unreadable('is not an object')
  return answer
}

function readEntity(value: unknown): Entity {
  if (!isObject(value)) return { type: '', isEntity: false, members: [{ name: 'value', value: primitive(value) }] }
  const members = Object.entries(value).flatMap(([name, member]) => readMember(name, member))
  return { ...identity(value), members }
}

function readMember(name: string, value: unknown): Member[] {
  if (name === '__metadata') return []
  if (!isObject(value)) return [{ name, value: primitive(value) }]
  if ('__deferred' in value) return []
  return [{ name, value: Array.isArray(value.results) ? value.results.map(readEntity) : readEntity(value) }]
}

function primitive(value: unknown): MemberValue {
  return value === null || value === undefined ? null : dateFromJson(String(value))
}

function identity({ __metadata }: JsonObject): { type: string; isEntity: boolean } {
  if (!isObject(__metadata)) return { type: '', isEntity: false }
  const { type, uri } = __metadata
  return { type: typeof type === 'string' ? type.slice(type.lastIndexOf('.') + 1) : '', isEntity: uri !== undefined }
}

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

const unreadable = (reason: string): SluiceError =>
  new SluiceError('processing-failed', `The answer of the OData service cannot be read: it ${reason}`)
