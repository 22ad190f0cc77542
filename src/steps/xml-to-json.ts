import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { choice, flag, table, text } from '../engine/fields.ts'
import { cellOf, type Row } from '../iflow/table.ts'
import { encodeText, isEncoding } from '../languages/json-xml/encoding.ts'
import { namespacesByPrefix } from '../languages/json-xml/namespace-table.ts'
import { prefixSeparatorOf } from '../languages/json-xml/prefix-separator.ts'
import { type ArrayPaths, type XmlToJsonOptions, xmlToJson } from '../languages/json-xml/xml-to-json.ts'

export default defineStep({
  activity: 'XmlToJsonConverter',
  label: 'XML to JSON Converter',
  doc: 'Turns an XML body into a JSON body.',
  fields: {
    useNamespaces: flag('useNamespaces', 'Whether namespaces show as prefixes of JSON names; off drops them.', true),
    mapping: table('jsonNamespaceMapping', 'Rows of XML namespace and JSON prefix.'),
    separator: text('jsonNamespaceSeparator', 'Stands between prefix and local part of a JSON name: a character, or space.', ':'),
    suppressRoot: flag('xmlJsonSuppressRootElement', 'Whether the root element is left out.', false),
    streaming: flag('xmlJsonUseStreaming', 'Whether the document is converted element by element.', false),
    arrays: choice('xmlJsonConvertAllElements', 'Which elements become arrays when streaming.', ['all', 'specific'], 'specific'),
    paths: table('xmlJsonPathTable', 'Absolute paths of the elements that become arrays.'),
    encoding: text('jsonOutputEncoding', 'Encoding of the result; empty takes the header or property CamelCharsetName, else UTF-8.'),
  },
  compile(config, context) {
    if (config.encoding !== '' && !isEncoding(config.encoding)) context.fail('jsonOutputEncoding', `${config.encoding} is not supported`)
    const options: XmlToJsonOptions = {
      useNamespaces: config.useNamespaces,
      namespaces: namespacesByPrefix(config.mapping),
      separator: prefixSeparatorOf(config.separator),
      suppressRoot: config.suppressRoot,
      streaming: config.streaming ? (config.arrays === 'all' ? 'all' : arrayPaths(config.paths)) : undefined,
    }
    return (exchange) => {
      const json = xmlToJson(exchange.body.asDocument(), options)
      exchange.body = encoded(json, config.encoding || charsetOf(exchange))
    }
  },
})

const arrayPaths = (rows: readonly Row[]): ArrayPaths =>
  rows
    .map((row) =>
      cellOf(row, 'xmlElement', 0)
        .trim()
        .split('/')
        .filter((step) => step !== ''),
    )
    .filter((steps) => steps.length > 0)

const charsetOf = (exchange: Exchange): string =>
  String(exchange.headers.get('CamelCharsetName') ?? exchange.properties.get('CamelCharsetName') ?? 'UTF-8')

/** UTF-8 stays text, so that the next step need not decode it. */
const encoded = (json: string, encoding: string): Body =>
  /^utf-?8$/i.test(encoding) ? Body.text(json) : Body.bytes(encodeText(json, encoding))
