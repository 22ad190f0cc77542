import type { Element } from 'slimdom'
import { Body } from '../engine/body.ts'
import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { flag, text } from '../engine/fields.ts'
import { messageOf } from '../kernel/errors.ts'
import { csvLine } from '../languages/csv/csv.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'
import { compileXPath, type XPath } from '../languages/xpath/xpath.ts'
import { fieldsOf, RecordTable, simpleFieldsOf } from './csv/record-table.ts'
import { type Headings, readHeadings } from './csv/schema-headings.ts'
import { separatorOf } from './csv/separator.ts'
import { CompiledFiles } from './referenced-file/compiled-files.ts'
import { resourcePath } from './referenced-file/referenced-file.ts'

const LABEL = 'XML to CSV Converter'

/** SAP Help, “Configure XML to CSV Converter”. */
export default defineStep({
  activity: 'XmlToCsvConverter',
  label: LABEL,
  doc: 'Turns the elements at a path of the XML body into lines of values.',
  fields: {
    path: text('XPath_Field_Location', 'XPath to the elements that become lines.'),
    separator: text('Field_Separator_in_CSV', 'Stands between the values of a line; \\t for a tab.', ','),
    includeHeader: flag(
      'Include_Header',
      'Whether a line with the names of the elements comes first; for flows without CSV_Header.',
      false,
    ),
    header: text('CSV_Header', 'The line that comes first: none, the names in the XML, or the documentation in the XSD.'),
    schema: text('XML_Schema_File_Path', 'The schema below the resources, /xsd/<name>.xsd, or an expression that names it.'),
    includeAttributes: flag('Include_Attribute', 'Whether the values of attributes come before those of the elements.', false),
    includeParent: flag('Include_Master', 'Whether the values of a parent element come before all lines.', false),
    parentPath: text('Master_XPath_Field_Location', 'XPath to that parent.'),
  },
  compile(config, context) {
    const { includeAttributes, includeParent } = config
    const separator = separatorOf(config.separator)
    const { namespaces } = context.flow
    const records = compileXPath(config.path, namespaces)
    if (includeParent && config.parentPath.trim() === '') context.fail(LABEL, 'The path to the parent element is not given')
    const parent = includeParent ? compileXPath(config.parentPath, namespaces) : undefined
    const headingsOf = headerLine(config.header || (config.includeHeader ? 'xml' : 'none'), config.schema, context)
    return async (exchange) => {
      const headings = await headingsOf(exchange)
      const block = (elements: readonly Element[], fields: typeof fieldsOf): string => {
        const table = new RecordTable(elements.map((element) => fields(element, includeAttributes)))
        const header = elements[0] ? headings?.(elements[0].localName, table.header) : undefined
        return (header ? `${csvLine(header, separator)}\n` : '') + table.lines(separator)
      }
      const above = parent ? block(elementsAt(parent, exchange).slice(0, 1), simpleFieldsOf) : ''
      exchange.body = Body.text(above + block(elementsAt(records, exchange), fieldsOf))
    }
  },
})

const ELEMENT = 1

const elementsAt = (path: XPath, exchange: Exchange): Element[] =>
  path.items(exchange).filter((item): item is Element => (item as Element).nodeType === ELEMENT)

/** The values of the first line, for records of this name with these columns. */
type HeaderLine = (record: string, columns: readonly string[]) => readonly string[]

/** The product's own words for the choices differ between versions; each begins with what the line is based on. */
function headerLine(choice: string, schema: string, context: StepContext): (exchange: Exchange) => Promise<HeaderLine | undefined> {
  const basis = choice.toLowerCase()
  if (basis === 'none') return async () => undefined
  if (basis.startsWith('xml')) return async () => (_, columns) => columns
  if (!basis.startsWith('xsd')) context.fail('CSV_Header', `'${choice}' is neither none nor based on XML or XSD`)
  const headings = schemaHeadings(schema, context)
  return async (exchange) => {
    const find = await headings(exchange)
    return (record, columns) => columns.flatMap((column) => find(record, column))
  }
}

/** A fixed schema is read at deployment, one that the message names at its first message. */
function schemaHeadings(schema: string, context: StepContext): (exchange: Exchange) => Promise<Headings> {
  if (schema.includes('${') || schema.startsWith('pd:')) {
    const read = compileSimpleText(schema)
    const files = new CompiledFiles(context.flow, async (file) => readHeadings(file))
    return (exchange) => files.get(read(exchange).trim())
  }
  const path = resourcePath(schema)
  const content = context.flow.resources.get(path) ?? context.fail(LABEL, `Schema '${path}' not found`)
  try {
    const headings = readHeadings({ path, content })
    return async () => headings
  } catch (cause) {
    return context.fail(LABEL, messageOf(cause))
  }
}
