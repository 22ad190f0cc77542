import { escapeXml } from '../../iflow/xml-text.ts'
import { type Entity, isEntityList, type Member, type MemberValue } from './entity.ts'

/**
 * The XML that flows see of an answer: the entity set, in it one element per entity named after its type, in that one element
 * per property; expanded navigations hold their entities the same way.
 *
 * @example writeFlowXml('Products', [{ type: 'Product', isEntity: true, members: [{ name: 'ID', value: '1' }] }])
 * // '<Products><Product><ID>1</ID></Product></Products>'
 */
export function writeFlowXml(setName: string, entities: readonly Entity[]): string {
  return element(setName, entities.map((entity) => writeEntity(entity, setName)).join(''))
}

function writeEntity(entity: Entity, fallback: string): string {
  return element(entity.type || fallback, writeMembers(entity.members))
}

const writeMembers = (members: readonly Member[]): string =>
  members.map(({ name, value }) => element(name, writeValue(value, name))).join('')

function writeValue(value: MemberValue, name: string): string {
  if (value === null) return ''
  if (typeof value === 'string') return escapeXml(value)
  if (isEntityList(value)) return value.map((entity) => writeEntity(entity, name)).join('')
  // A single entity stands inside its navigation like one of many; a complex value stands by itself.
  return value.isEntity ? writeEntity(value, name) : writeMembers(value.members)
}

const element = (name: string, content: string): string => (content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`)
