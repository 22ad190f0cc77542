import { Body } from '../engine/body.ts'
import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { flag, text } from '../engine/fields.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { readCsv } from '../languages/csv/csv.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'
import { findRecordTarget, type RecordTarget } from './csv/record-target.ts'
import { separatorOf } from './csv/separator.ts'
import { findReferencedFile, type ReferencedFile, resourcePath } from './referenced-file/referenced-file.ts'

const LABEL = 'CSV to XML Converter'

/** SAP Help, “Configure CSV to XML Converter” and “Use the CSV to XML Converter”. */
export default defineStep({
  activity: 'CsvToXmlConverter',
  label: LABEL,
  doc: 'Turns the lines of a CSV body into elements that an XML schema describes.',
  fields: {
    schema: text('XML_Schema_File_Path', 'The schema below the resources, /xsd/<name>.xsd, or an expression that names it.'),
    path: text('XPath_Field_Location', 'Path from the root of the document to the element of a line: /orders/order.'),
    marker: text('Record_Identifier_in_CSV', 'First value of the lines that are converted; empty for all.'),
    separator: text('Field_Separator_in_CSV', 'Stands between the values of a line; \\t for a tab.', ','),
    hasHeader: flag('ignoreFirstLineAsHeader', 'Whether the first line holds names and no values.', false),
    mapping: text(
      'headerMapping',
      'How values find their element: mapHeadersToXSD by the name in the first line, anything else in sequence.',
      'mapHeadersToXSD',
    ),
  },
  compile(config, context) {
    const separator = separatorOf(config.separator)
    const byName = config.hasHeader && config.mapping === 'mapHeadersToXSD'
    const targetOf = compileTarget(config.schema, config.path, context)
    const markerOf = compileSimpleText(config.marker)
    return async (exchange) => {
      const target = await targetOf(exchange)
      const lines = readCsv(exchange.body.asText(), separator)
      const header = config.hasHeader ? lines.shift() : undefined
      const marker = markerOf(exchange)
      const records = marker === '' ? lines : lines.filter(([first]) => first === marker)
      const arrange = byName ? byHeader(header ?? [], target) : inSequence(marker === '' ? 0 : 1, target)
      exchange.body = Body.text(target.write(records.map(arrange)))
    }
  },
})

/** Puts the values of a line in the order of the elements. */
type Arrange = (values: readonly string[]) => (string | undefined)[]

/** A name that the schema lacks is left out. */
function byHeader(header: readonly string[], { elements }: RecordTarget): Arrange {
  const names = header.map((name) => name.trim())
  const repeated = elements.find((element) => names.indexOf(element) !== names.lastIndexOf(element))
  if (repeated !== undefined) throw new SluiceError('processing-failed', `The first line of the CSV names ${repeated} more than once`)
  const columns = elements.map((element) => names.indexOf(element))
  return (values) => columns.map((column) => values[column])
}

/** A marker stands before the first value; values without an element are left out. */
const inSequence = (first: number, { elements }: RecordTarget): Arrange => {
  return (values) => elements.map((_, index) => values[first + index])
}

type TargetOf = (exchange: Exchange) => RecordTarget | Promise<RecordTarget>

/** A fixed schema and path are read at deployment. */
function compileTarget(schema: string, path: string, context: StepContext): TargetOf {
  const { flow } = context
  const find = (file: ReferencedFile, at: string): RecordTarget => findRecordTarget(file, at, flow.resources, flow.namespaces)
  if (isExpression(schema) || isExpression(path)) {
    const schemaOf = compileSimpleText(schema)
    const pathOf = compileSimpleText(path)
    return async (exchange) => findNow(find, await findReferencedFile(schemaOf(exchange).trim(), flow), pathOf(exchange))
  }
  const content = flow.resources.get(resourcePath(schema)) ?? context.fail(LABEL, `Schema '${resourcePath(schema)}' not found`)
  try {
    const target = find({ path: resourcePath(schema), content }, path)
    return () => target
  } catch (cause) {
    return context.fail(LABEL, messageOf(cause))
  }
}

const isExpression = (value: string): boolean => value.includes('${') || value.startsWith('pd:')

/** What fails a deployment fails a message when the message names it. */
function findNow(find: (file: ReferencedFile, path: string) => RecordTarget, file: ReferencedFile, path: string): RecordTarget {
  try {
    return find(file, path)
  } catch (cause) {
    throw new SluiceError('processing-failed', messageOf(cause), { cause })
  }
}
