import type { Document, Element } from 'slimdom'
import { parseXmlFile } from '../../iflow/xml-file.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { TargetBrick } from './brick.ts'
import { BrickReader } from './brick-reader.ts'
import { child, children, descendants } from './elements.ts'

/** Where the structure of a message is described. */
export interface StructureLink {
  /** Which message of a multi-mapping: 1, 2, … */
  readonly position: number
  /** `xsd`, `wsdl`, `edmx` or `json`. */
  readonly type: string
  /** Path below `src/main/resources/`. */
  readonly file: string
  /** Name of the root element, or of the operation of an OpenAPI document. */
  readonly root: string
  readonly namespace: string
  readonly minimum: number
  readonly maximum: number
}

/** The content of an `.mmap` file. */
export interface MappingFile {
  readonly sources: readonly StructureLink[]
  readonly targets: readonly StructureLink[]
  readonly bricks: readonly TargetBrick[]
  /** Library name → script file below `src/main/resources/`. */
  readonly scripts: ReadonlyMap<string, string>
  /** Prefix → namespace, for paths and for the result. */
  readonly namespaces: ReadonlyMap<string, string>
  /** Whether messages are wrapped in `Messages/Message1`…, on both sides. */
  readonly isMultiMapping: boolean
}

/** Parses an `.mmap` file. Throws `bad-request` for broken XML and `deploy-failed`, naming file and field, for what is no mapping. */
export function parseMappingFile(bytes: Uint8Array, path: string): MappingFile {
  const document = parseXmlFile(bytes, path)
  const transformation = descendants(document, 'transformation')[0]
  if (!transformation) throw new SluiceError('deploy-failed', `${path} is no message mapping: it has no transformation`)
  return {
    sources: links(document, 'SOURCE_IFR_MESS', 'SourceParameters'),
    targets: links(document, 'TARGET_IFR_MESS', 'TargetParameters'),
    bricks: new BrickReader(path, transformation).targets(),
    scripts: scripts(document),
    namespaces: namespaces(transformation),
    isMultiMapping: (descendants(document, 'Multiplicity')[0]?.textContent ?? '1:1') !== '1:1',
  }
}

function links(document: Document, role: string, parameters: string): StructureLink[] {
  const occurrences = new Map(
    descendants(document, parameters)
      .flatMap((element) => children(element, 'Parameter'))
      .map((parameter) => [text(parameter, 'Position'), parameter]),
  )
  return descendants(document, 'lnkRole')
    .filter((element) => element.getAttribute('role') === role)
    .map((element) => link(element, occurrences))
    .sort((a, b) => a.position - b.position)
}

function link(element: Element, occurrences: ReadonlyMap<string, Element>): StructureLink {
  const key = descendants(element, 'key')[0]
  const [name = '', folder = '', root = '', namespace = ''] = key ? children(key, 'elem').map(({ textContent }) => textContent ?? '') : []
  const position = element.getAttribute('kpos') ?? '1'
  const occurrence = occurrences.get(position)
  return {
    position: Number(position),
    type: key?.getAttribute('typeID') ?? '',
    file: resourcePath(folder, name),
    root,
    namespace,
    minimum: Number((occurrence && text(occurrence, 'Minoccurs')) || 1),
    maximum: occurs((occurrence && text(occurrence, 'Maxoccurs')) || '1'),
  }
}

const occurs = (text: string): number => (text === 'unbounded' ? Number.POSITIVE_INFINITY : Number(text))

const text = (parent: Element, name: string): string => child(parent, name)?.textContent ?? ''

const resourcePath = (folder: string, name: string): string =>
  `${folder.replace(/^\/?src\/main\/resources\/?/, '')}/${name}`.replace(/^\//, '')

function scripts(document: Document): Map<string, string> {
  const scripts = new Map<string, string>()
  for (const entry of descendants(document, 'libstorage').flatMap((storage) => children(storage, 'entry'))) {
    const key = descendants(entry, 'key').find((element) => element.getAttribute('typeID') === 'gsh')
    const [name, folder] = key ? children(key, 'elem').map(({ textContent }) => textContent ?? '') : []
    if (name && folder !== undefined) scripts.set(entry.getAttribute('name') ?? '', resourcePath(folder, name))
  }
  return scripts
}

function namespaces(transformation: Element): Map<string, string> {
  const properties = descendants(transformation, 'namespaces').flatMap((element) => descendants(element, 'property'))
  return new Map(properties.map((property) => [property.textContent ?? '', property.getAttribute('name') ?? '']))
}
