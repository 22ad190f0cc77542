import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { choice, flag, table, text } from '../engine/fields.ts'
import { SluiceError } from '../kernel/errors.ts'
import { hex32 } from '../kernel/ids.ts'
import { ediHeaders, serviceSegmentsOf } from '../languages/edi/headers.ts'
import { type Interchange, readInterchange } from '../languages/edi/interchange.ts'
import { checkInterchange, describeReport } from '../languages/edi/validation/check-interchange.ts'
import { segmentPositions } from '../languages/edi/validation/segment-positions.ts'
import { unreadableResult, validationResult } from '../languages/edi/validation/validation-result.ts'
import { compileFindStructureBy, type FindStructure } from './edi/find-structure.ts'
import { setEdiHeaders } from './edi/set-headers.ts'
import { sourceText, standardOf } from './edi/source-text.ts'
import { SCHEMA_SOURCES } from './edi/tab-fields.ts'

const LABEL = 'EDI Validator'
const RESULT = 'SAP_EDIValidationResult'

const FIELDS = {
  encoding: choice('sourceEncoding', 'Encoding of what comes in.', ['ISO-8859-1', 'UTF-8'], 'ISO-8859-1'),
  source: choice('ediSchemaSource', 'Whether the schemas stand in the flow, or a header names one.', SCHEMA_SOURCES, 'IntegrationProject'),
  schemas: table('schemaTable', 'The schemas of the flow, one for each message type and version.'),
  headerName: text('headerName', 'Name of the header that names the schema.'),
  goOn: flag('preventException', 'Whether a message with faults goes on.', false),
}

/** SAP Help, “Define EDI Validator”. */
export default defineStep({
  activity: 'EDIValidator',
  label: LABEL,
  doc: `Checks an EDIFACT or ASC X12 interchange against schemas of Integration Advisor, and puts the faults as XML into the header ${RESULT} and an attachment of the message processing log.`,
  limits: 'Extended validation, by constraints in XSLT, and schemas of Process Integration are refused.',
  fields: FIELDS,
  compile(config, context) {
    refuseExtendedValidation(context)
    const { encoding, source, goOn } = config
    if (source === 'IntegrationProject' && config.schemas.length === 0) context.fail(LABEL, 'No schema is chosen')
    if (source === 'Header' && config.headerName === '') context.fail(LABEL, 'The header that names the schema is not given')
    const findStructure = compileFindStructureBy(() => source, config, LABEL, context)
    return async (exchange) => {
      const faults = await validate(sourceText(exchange.body, encoding), exchange, findStructure)
      if (faults === undefined) return
      exchange.headers.set(RESULT, faults.xml)
      attach(faults.xml, exchange, context.flow.services.clock.now())
      if (!goOn) throw new SluiceError('processing-failed', `The interchange is not valid. ${faults.text}`)
    }
  },
})

const KNOWN_KEYS: ReadonlySet<string> = new Set(Object.values(FIELDS).map(({ key }) => key))

/** The key of *Validate Message* is not public, but what asks for the extended one shows. */
function refuseExtendedValidation({ node, fail }: StepContext): void {
  const found = [...node.properties].find(([key, value]) => !KNOWN_KEYS.has(key) && /^extended/i.test(value.trim()))
  if (found) fail(LABEL, `Extended validation is not supported (${found[0]})`)
}

interface Faults {
  readonly xml: string
  readonly text: string
}

async function validate(text: string, exchange: Exchange, findStructure: FindStructure): Promise<Faults | undefined> {
  try {
    const interchange = readInterchange(text)
    setDocumentNumber(interchange, exchange)
    const report = await checkInterchange(interchange, {
      envelope: true,
      structureOf: (key) => findStructure(exchange, key),
      decimal: interchange.delimiters.decimal,
      isOneTransaction: false,
    })
    const texts = describeReport(report)
    return texts.length === 0 ? undefined : { xml: validationResult(report, segmentPositions(text, interchange)), text: texts.join('; ') }
  } catch (cause) {
    if (!(cause instanceof SluiceError) || cause.code !== 'processing-failed') throw cause
    return { xml: unreadableResult(standardOf(exchange.body), cause.message), text: cause.message }
  }
}

function setDocumentNumber(interchange: Interchange, exchange: Exchange): void {
  const [group] = interchange.groups
  const number = ediHeaders(serviceSegmentsOf(interchange, group, group?.messages[0])).get('EDI_Document_Number')
  if (number !== undefined) setEdiHeaders(exchange, new Map([['EDI_Document_Number', number]]))
}

function attach(xml: string, { log }: Exchange, time: number): void {
  log.attachments.push({ id: hex32(), name: RESULT, contentType: 'application/xml', content: Buffer.from(xml), time })
}
