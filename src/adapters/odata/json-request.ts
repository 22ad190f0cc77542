import { dateToJson } from './edm-date.ts'
import type { RequestEntity } from './request-entity.ts'

/** Types that JSON writes as numbers; the wider ones are text in OData V2, because they do not fit into a double. */
const NUMBERS = new Set(['Edm.Int16', 'Edm.Int32', 'Edm.Byte', 'Edm.SByte'])
const DATES = new Set(['Edm.DateTime', 'Edm.DateTimeOffset'])

/** The entity as OData V2 JSON for a request body. */
export const writeJsonRequest = (entity: RequestEntity): string => JSON.stringify(toJson(entity))

function toJson({ properties, complexValues, navigations }: RequestEntity): Record<string, unknown> {
  return Object.fromEntries([
    ...properties.map(({ name, edmType, text }) => [name, jsonValue(edmType, text)]),
    ...complexValues.map(({ name, value }) => [name, toJson(value)]),
    ...navigations.map(({ name, many, entities }) => [name, many ? entities.map(toJson) : entities[0] ? toJson(entities[0]) : null]),
  ])
}

/** Text that does not fit the type is sent as it is: the service names the property in its answer. */
function jsonValue(edmType: string, text: string | null): unknown {
  if (text === null || edmType === 'Edm.String') return text
  if (text.trim() === '') return null
  if (edmType === 'Edm.Boolean')
    return text.trim() === 'true' || text.trim() === '1' ? true : text.trim() === 'false' || text.trim() === '0' ? false : text
  if (NUMBERS.has(edmType)) return Number.isInteger(Number(text)) ? Number(text) : text
  return DATES.has(edmType) ? dateToJson(text.trim()) : text
}
