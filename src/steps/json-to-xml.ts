import { Body } from '../engine/body.ts'
import { defineStep, type StepContext } from '../engine/define-step.ts'
import { flag, table, text } from '../engine/fields.ts'
import { readNamespaceMapping } from '../engine/namespace-mapping.ts'
import { type JsonToXmlOptions, jsonToXml } from '../languages/json-xml/json-to-xml.ts'
import { isNcName } from '../languages/json-xml/names.ts'
import { namespacesByPrefix } from '../languages/json-xml/namespace-table.ts'
import { prefixSeparatorOf } from '../languages/json-xml/prefix-separator.ts'

export default defineStep({
  activity: 'JsonToXmlConverter',
  label: 'JSON to XML Converter',
  doc: 'Turns a JSON body into an XML body.',
  fields: {
    useNamespaces: flag('useNamespaces', 'Whether prefixes of JSON names stand for namespaces; off drops them.', true),
    mapping: table('jsonNamespaceMapping', 'Rows of XML namespace and JSON prefix.'),
    separator: text('jsonNamespaceSeparator', 'Stands between prefix and local part of a JSON name: a character, or space.', ':'),
    addRoot: flag('addXMLRootElement', 'Whether a root element is put around the result.', false),
    rootName: text('additionalRootElementName', 'Name of that root element.', 'root'),
    rootNamespace: text('additionalRootElementNamespace', 'Its namespace: xmlns:prefix=uri, or the uri alone.'),
  },
  compile(config, context) {
    const { useNamespaces } = config
    const separator = prefixSeparatorOf(config.separator)
    const namespaces = namespacesByPrefix(config.mapping)
    if (config.addRoot && !isNcName(config.rootName)) {
      context.fail('additionalRootElementName', `"${config.rootName}" is no name of an XML element`)
    }
    const root = config.addRoot ? { name: config.rootName, ...rootNamespace(config.rootNamespace, namespaces, context) } : undefined
    const options: JsonToXmlOptions = { useNamespaces, separator, namespaces, root }
    return (exchange) => {
      exchange.body = Body.text(jsonToXml(exchange.body.asText(), options))
    }
  },
})

/** Prefix and namespace of the added root. A namespace alone takes the prefix that the converter or the flow has for it. */
function rootNamespace(value: string, namespaces: ReadonlyMap<string, string>, context: StepContext) {
  if (value === '') return { prefix: '', namespace: '' }
  const candidates = value.startsWith('xmlns:') ? readNamespaceMapping(value) : [...namespaces, ...context.flow.namespaces]
  const found = [...candidates].find(([, namespace]) => value.startsWith('xmlns:') || namespace === value)
  if (!found) context.fail('additionalRootElementNamespace', `"${value}" has no prefix; write it as xmlns:prefix=namespace`)
  return { prefix: found[0], namespace: found[1] }
}
