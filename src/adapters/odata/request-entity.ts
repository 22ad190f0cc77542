import type { Document, Element } from 'slimdom'
import { SluiceError } from '../../kernel/errors.ts'
import type { EntityType } from './service-metadata.ts'

/** An entity that a flow sends, with what the service's metadata says about each part. */
export interface RequestEntity {
  readonly type: EntityType
  /** Text of each property, `null` for a nil one. */
  readonly properties: readonly { readonly name: string; readonly edmType: string; readonly text: string | null }[]
  readonly complexValues: readonly { readonly name: string; readonly value: RequestEntity }[]
  readonly navigations: readonly { readonly name: string; readonly many: boolean; readonly entities: readonly RequestEntity[] }[]
}

const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance'

/**
 * Reads the one entity that a flow wants to send: `<Set><Type>…</Type></Set>`, navigations nested the same way. Throws
 * `processing-failed` that names the element which the service does not know.
 */
export function readRequestEntity(document: Document, type: EntityType): RequestEntity {
  const entities = document.documentElement?.children ?? []
  if (entities.length !== 1) {
    throw new SluiceError('processing-failed', `The body must hold exactly one entity below its root element; it holds ${entities.length}`)
  }
  return readEntity(entities[0]!, type)
}

function readEntity(element: Element, type: EntityType): RequestEntity {
  const properties: RequestEntity['properties'][number][] = []
  const complexValues: RequestEntity['complexValues'][number][] = []
  const navigations: RequestEntity['navigations'][number][] = []
  for (const child of element.children) {
    const name = child.localName
    const property = type.properties.get(name)
    const navigation = type.navigations.get(name)
    if (typeof property === 'string') properties.push({ name, edmType: property, text: textOf(child) })
    else if (property) complexValues.push({ name, value: readEntity(child, property) })
    else if (navigation) navigations.push({ name, many: navigation.many, entities: readTargets(child, navigation.target()) })
    else throw new SluiceError('processing-failed', `${type.name} has no property or navigation ${name}`)
  }
  return { type, properties, complexValues, navigations }
}

function readTargets(element: Element, type: EntityType | undefined): RequestEntity[] {
  if (!type) throw new SluiceError('processing-failed', `The metadata does not say what ${element.localName} leads to`)
  return element.children.map((child) => readEntity(child, type))
}

const textOf = (element: Element): string | null =>
  element.getAttributeNS(SCHEMA_INSTANCE, 'nil') === 'true' ? null : (element.textContent ?? '')
