import type { Resources } from '../../../iflow/model.ts'
import { parseXmlFile } from '../../../iflow/xml-file.ts'
import { SluiceError } from '../../../kernel/errors.ts'
import type { StructureLink } from '../mapping-file.ts'
import { edmxStructure } from './edmx-structure.ts'
import { openApiStructure } from './openapi-structure.ts'
import type { StructureNode } from './structure-node.ts'
import { XsdSchemas } from './xsd-schemas.ts'
import { XsdElement } from './xsd-structure.ts'

/** Namespace of the envelope around the messages of a multi-mapping. */
const MULTI_MAPPING = 'http://sap.com/xi/XI/SplitAndMerge'

/** The root of the message that a link describes. Throws `deploy-failed` naming the file, or `bad-request` when it is broken. */
export function targetStructure(link: StructureLink, resources: Resources): StructureNode {
  const bytes = resources.get(link.file)
  if (!bytes) throw new SluiceError('deploy-failed', `The file ${link.file}, which describes the target structure, is missing`)
  if (link.type === 'json') return openApiStructure(bytes, link.file, link.root)
  if (link.type === 'edmx') return edmxStructure(parseXmlFile(bytes, link.file), link.file, link.root)
  if (link.type !== 'xsd' && link.type !== 'wsdl') {
    throw new SluiceError('deploy-failed', `The target structure ${link.file} is of the type ${link.type}, which is not supported`)
  }
  const schemas = new XsdSchemas(link.file, resources)
  const root = schemas.root(link.root, link.namespace)
  if (!root) throw new SluiceError('deploy-failed', `${link.file} declares no element ${link.root}`)
  return new XsdElement(schemas, root, root.schema.namespace)
}

/** The envelope of a multi-mapping: `Messages` with `Message1`, `Message2`, … and the messages of each in it. */
export function multiMappingStructure(links: readonly StructureLink[], resources: Resources): StructureNode {
  const messages = links.map((link) => {
    const { minimum, maximum } = link
    return envelope(`Message${link.position}`, [occurring(targetStructure(link, resources), minimum, maximum)])
  })
  return envelope('Messages', messages)
}

const envelope = (name: string, inner: readonly StructureNode[]): StructureNode => ({
  name,
  namespace: MULTI_MAPPING,
  isAttribute: false,
  isArray: false,
  minimum: 1,
  maximum: 1,
  hasText: false,
  children: () => inner,
})

const occurring = (node: StructureNode, minimum: number, maximum: number): StructureNode => ({
  name: node.name,
  namespace: node.namespace,
  isAttribute: false,
  isArray: node.isArray,
  minimum,
  maximum,
  hasText: node.hasText,
  children: () => node.children(),
})
