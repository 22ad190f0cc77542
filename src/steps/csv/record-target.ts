import type { Resources } from '../../iflow/model.ts'
import { escapeXml } from '../../iflow/xml-text.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import type { StructureNode } from '../../languages/message-mapping/structure/structure-node.ts'
import { XsdSchemas } from '../../languages/message-mapping/structure/xsd-schemas.ts'
import { XsdElement } from '../../languages/message-mapping/structure/xsd-structure.ts'
import type { ReferencedFile } from '../referenced-file/referenced-file.ts'

/** A step of the path to the records, `p:name`; the namespace is `undefined` for any. */
interface Step {
  readonly name: string
  readonly namespace: string | undefined
}

/** Where records go in a document that a schema describes. */
export interface RecordTarget {
  /** Names of the simple elements of a record, in their order. */
  readonly elements: readonly string[]
  /** The document with these records; each value stands in the element at its position, `undefined` leaves the element out. */
  write(records: readonly (readonly (string | undefined)[])[]): string
}

/**
 * Finds the element at a path, from the root of a document on. Throws `deploy-failed` with what the schema or the namespace
 * mapping lacks.
 *
 * @param namespaces prefix → namespace for the path and for the document
 */
export function findRecordTarget(
  schema: ReferencedFile,
  path: string,
  resources: Resources,
  namespaces: ReadonlyMap<string, string>,
): RecordTarget {
  const steps = stepsOf(path, namespaces)
  const ancestors = follow(readSchemas(schema, resources), steps, schema.path)
  const record = ancestors.pop()!
  const elements = record.children().filter(({ isAttribute, hasText }) => !isAttribute && hasText)
  const prefixes = prefixesOf([...ancestors, record, ...elements], namespaces)
  const tag = (node: StructureNode): string => (node.namespace === '' ? node.name : `${prefixes.get(node.namespace)}:${node.name}`)
  const declarations = [...prefixes].map(([namespace, prefix]) => ` xmlns:${prefix}="${escapeXml(namespace)}"`).join('')
  const fields = elements.map(tag)
  return {
    elements: elements.map(({ name }) => name),
    write(records) {
      if (ancestors.length === 0 && records.length !== 1) {
        throw new SluiceError('processing-failed', `${path} is the root of the document, which takes 1 record and not ${records.length}`)
      }
      const content = records.map((values) => element(tag(record), values.map((value, index) => field(fields[index]!, value)).join('')))
      const root = ancestors.reduceRight((inner, node) => element(tag(node), inner), content.join(''))
      return `<?xml version='1.0' encoding='UTF-8'?>${root.replace(/[/>]/, (end) => `${declarations}${end}`)}`
    },
  }
}

const element = (name: string, content: string): string => (content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`)

const field = (name: string, value: string | undefined): string => (value === undefined ? '' : element(name, escapeXml(value)))

function stepsOf(path: string, namespaces: ReadonlyMap<string, string>): Step[] {
  const names = path.trim().replace(/^\/+|\/+$/g, '')
  if (names === '') throw new SluiceError('deploy-failed', 'The path to the target element is not given')
  return names.split('/').map((step) => {
    const [name = '', prefix] = step.trim().split(':').reverse()
    const namespace = prefix === undefined ? undefined : namespaces.get(prefix)
    if (prefix !== undefined && namespace === undefined) {
      throw new SluiceError('deploy-failed', `Path '${path}': the prefix ${prefix} is missing in the namespace mapping`)
    }
    return { name, namespace }
  })
}

function readSchemas({ path, content }: ReferencedFile, resources: Resources): XsdSchemas {
  try {
    return new XsdSchemas(path, new Map([...resources, [path, content]]))
  } catch (cause) {
    throw new SluiceError('deploy-failed', messageOf(cause), { cause })
  }
}

/** The elements along the path, the root first. */
function follow(schemas: XsdSchemas, [root, ...steps]: readonly Step[], file: string): StructureNode[] {
  const component = schemas.root(root!.name, root!.namespace ?? '')
  if (!component) throw new SluiceError('deploy-failed', `${file} declares no element ${root!.name}`)
  const nodes: StructureNode[] = [new XsdElement(schemas, component, component.schema.namespace)]
  for (const step of steps) {
    const parent = nodes.at(-1)!
    const next = parent.children().find((child) => !child.isAttribute && isAt(child, step))
    if (!next) throw new SluiceError('deploy-failed', `The element ${parent.name} of ${file} has no element ${step.name}`)
    nodes.push(next)
  }
  return nodes
}

const isAt = (node: StructureNode, { name, namespace }: Step): boolean =>
  node.name === name && (namespace === undefined || node.namespace === namespace)

/** Namespace → prefix: that of the flow, or a free one. */
function prefixesOf(nodes: readonly StructureNode[], namespaces: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const prefixes = new Map<string, string>()
  for (const { namespace } of nodes) {
    if (namespace === '' || prefixes.has(namespace)) continue
    const known = [...namespaces].find(([prefix, uri]) => prefix !== '' && uri === namespace)?.[0]
    prefixes.set(namespace, known ?? freePrefix(new Set([...namespaces.keys(), ...prefixes.values()])))
  }
  return prefixes
}

function freePrefix(taken: ReadonlySet<string>): string {
  for (let number = 0; ; number += 1) if (!taken.has(`ns${number}`)) return `ns${number}`
}
