import type { Document, Element } from 'slimdom'
import { SluiceError } from '../../kernel/errors.ts'
import { hex32 } from '../../kernel/ids.ts'
import { groupsOf, type ValueGroup } from './value-mapping.ts'
import { isAt, mapsOf, type ValueMap, type ValuePair } from './value-pairs.ts'

export interface WantedMap {
  readonly pair: ValuePair
  /** An existing group whose values change. */
  readonly id: string | undefined
  readonly source: string
  readonly target: string
  readonly isConfigured: boolean
}

/**
 * Adds a value map, or changes the values of an existing one. The same map is not added twice. Throws `not-found` for an
 * unknown id, `bad-request` when both sides are the same.
 */
export function upsertMap(document: Document, { pair, id, source, target, isConfigured }: WantedMap): void {
  if (pair.srcAgency === pair.tgtAgency && pair.srcId === pair.tgtId) {
    throw new SluiceError('bad-request', 'The source and the target of a value mapping must have different agency identifiers.')
  }
  const maps = mapsOf(groupsOf(document), pair)
  const same = maps.find((map) => map.source.value === source && map.target.value === target)
  const map = id === undefined ? same : mapNamed(maps, id)
  if (map === undefined) {
    const entries = [entryElement(document, pair.srcAgency, pair.srcId, source), entryElement(document, pair.tgtAgency, pair.tgtId, target)]
    markConfigured(appendGroup(document, entries), isConfigured)
    return
  }
  setValue(map.source.element, source)
  setValue(map.target.element, target)
  markConfigured(map.group.element, isConfigured)
}

/**
 * Makes a map the one that counts among those with the same source value. Throws `not-found` for an unknown id, `bad-request` when
 * there is nothing to choose from.
 */
export function chooseDefault(document: Document, pair: ValuePair, id: string, isConfigured: boolean): void {
  const maps = mapsOf(groupsOf(document), pair)
  const chosen = mapNamed(maps, id)
  const rivals = maps.filter(({ source }) => source.value === chosen.source.value)
  if (rivals.length < 2) throw new SluiceError('bad-request', 'Not enough target instances to create default.')
  for (const { target } of rivals) target.element.removeAttribute('isDefault')
  chosen.target.element.setAttribute('isDefault', 'true')
  markConfigured(chosen.group.element, isConfigured)
}

/** Ends every mapping between the two sides; what either has with third sides stays. Throws `not-found` when there is none. */
export function deletePair(document: Document, pair: ValuePair): void {
  const maps = mapsOf(groupsOf(document), pair)
  if (maps.length === 0) throw notFound()
  for (const group of new Set(maps.map((map) => map.group))) separate(document, group, pair)
}

/** A third side keeps its equivalents on both: the group becomes two, one without the target and one without the source. */
function separate(document: Document, { element, entries }: ValueGroup, pair: ValuePair): void {
  const sources = entries.filter((entry) => isAt(entry, pair.srcAgency, pair.srcId))
  const targets = entries.filter((entry) => isAt(entry, pair.tgtAgency, pair.tgtId))
  const others = entries.filter((entry) => !sources.includes(entry) && !targets.includes(entry))
  if (others.length === 0) {
    element.remove()
    return
  }
  const copies = [...targets, ...others].map((entry) => entry.element.cloneNode(true))
  for (const target of targets) target.element.remove()
  const isConfigured = element.getAttribute('isConfigured') === 'true'
  markConfigured(appendGroup(document, copies), isConfigured)
}

function mapNamed(maps: readonly ValueMap[], id: string): ValueMap {
  const map = maps.find((candidate) => candidate.id === id)
  if (map === undefined) throw notFound()
  return map
}

const notFound = () => new SluiceError('not-found', 'Requested entity could not be found.')

function appendGroup(document: Document, entries: readonly Element[]): Element {
  const group = document.createElementNS(document.documentElement!.namespaceURI, 'group')
  group.setAttribute('id', hex32())
  group.append(...entries)
  document.documentElement!.append(group)
  return group
}

function entryElement(document: Document, agency: string, schema: string, value: string): Element {
  const child = (name: string, text: string) => {
    const element = document.createElementNS(document.documentElement!.namespaceURI, name)
    element.textContent = text
    return element
  }
  const entry = document.createElementNS(document.documentElement!.namespaceURI, 'entry')
  entry.append(child('agency', agency), child('schema', schema), child('value', value))
  return entry
}

function setValue(entry: Element, value: string): void {
  const element = entry.children.find((child) => child.localName === 'value')
  if (element !== undefined) element.textContent = value
}

function markConfigured(group: Element, isConfigured: boolean): void {
  if (isConfigured) group.setAttribute('isConfigured', 'true')
  else group.removeAttribute('isConfigured')
}
