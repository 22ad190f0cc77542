import { type Document, type Element, serializeToWellFormedString } from 'slimdom'
import { type Files, readArchive, writeArchive } from '../../iflow/archive.ts'
import { parseXmlFile } from '../../iflow/xml-file.ts'
import { SluiceError } from '../../kernel/errors.ts'

const PATH = 'value_mapping.xml'

/** A value of one agency and schema inside a group; all entries of a group are equivalents. */
export interface ValueEntry {
  readonly agency: string
  readonly schema: string
  readonly value: string
  /** Whether it is the one to take when its group is one of several with the same source value. */
  readonly isDefault: boolean
  readonly element: Element
}

/** One group of `value_mapping.xml` (contract iflow-format §1.4). */
export interface ValueGroup {
  readonly id: string
  readonly isConfigured: boolean
  readonly entries: readonly ValueEntry[]
  readonly element: Element
}

/** The groups of a value mapping zip, in the order of the file. Throws `bad-request` when it has no readable `value_mapping.xml`. */
export async function valueGroups(zip: Uint8Array): Promise<ValueGroup[]> {
  return groupsOf(documentIn(await readArchive(zip)))
}

/** The zip after `change` worked on its document; every other file stays as it is. */
export async function rewriteMapping(zip: Uint8Array, change: (document: Document) => void): Promise<Uint8Array> {
  const files = await readArchive(zip)
  const document = documentIn(files)
  change(document)
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${serializeToWellFormedString(document.documentElement!)}`
  return writeArchive(new Map(files).set(PATH, Buffer.from(text)))
}

/** The groups of a document that is being changed. */
export const groupsOf = (document: Document): ValueGroup[] => childrenOf(document.documentElement!, 'group').map(readGroup)

const readGroup = (element: Element): ValueGroup => ({
  id: element.getAttribute('id') ?? '',
  isConfigured: element.getAttribute('isConfigured') === 'true',
  entries: childrenOf(element, 'entry').map(readEntry),
  element,
})

const readEntry = (element: Element): ValueEntry => ({
  agency: textOf(element, 'agency'),
  schema: textOf(element, 'schema'),
  value: textOf(element, 'value'),
  isDefault: element.getAttribute('isDefault') === 'true',
  element,
})

function documentIn(files: Files): Document {
  const bytes = files.get(PATH)
  if (bytes === undefined) throw new SluiceError('bad-request', `The value mapping has no ${PATH}.`)
  const document = parseXmlFile(bytes, PATH)
  if (document.documentElement?.localName !== 'vm') throw new SluiceError('bad-request', `${PATH} must have the root element vm.`)
  return document
}

const childrenOf = (parent: Element, name: string): Element[] => parent.children.filter((child) => child.localName === name)

const textOf = (parent: Element, name: string): string => childrenOf(parent, name)[0]?.textContent ?? ''
