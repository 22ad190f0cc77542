import { Body } from '../engine/body.ts'
import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { type Config, flag, readConfig } from '../engine/fields.ts'
import { SluiceError } from '../kernel/errors.ts'
import { ediHeaders, serviceSegmentsOf } from '../languages/edi/headers.ts'
import { type Interchange, messageKey, readInterchange } from '../languages/edi/interchange.ts'
import type { Standard } from '../languages/edi/syntax/segment-reader.ts'
import { interchangeToXml } from '../languages/edi/xml/interchange-to-xml.ts'
import { compileFindStructure } from './edi/find-structure.ts'
import { DYNAMIC, settingFor } from './edi/header-setting.ts'
import { option } from './edi/option.ts'
import { setEdiHeaders } from './edi/set-headers.ts'
import { sourceText, standardOf } from './edi/source-text.ts'
import { fieldsOfStandards, schemaFields, TITLES, UNSUPPORTED_FIELDS } from './edi/tab-fields.ts'
import { refuseUnsupportedStandards } from './edi/unsupported-standards.ts'

const EMPTY_SEGMENT = ['Exclude', 'Include'] as const
const TARGET_ENCODING = ['UTF-8', 'ISO-8859-1'] as const
const DECIMAL = ['fromIncomingPayload', 'dot'] as const
const ROOT = ['interchange'] as const
const ROOT_OF_MESSAGE = 'fromIncomingPayload'

const fields = (standard: Standard) => ({
  ...schemaFields(standard),
  emptySegment: option(
    `${standard}EmptySegment`,
    `${TITLES[standard]}: whether segments and data elements without a value become empty elements.`,
    [...EMPTY_SEGMENT, DYNAMIC],
    'Exclude',
  ),
  excludesEnvelope: flag(
    `${standard}EnvelopeTruncator`,
    `${TITLES[standard]}: whether the XML is the message without its envelopes.`,
    false,
  ),
  root: option(
    `${standard}TargetRootElement`,
    `${TITLES[standard]}: root element of the XML with envelopes; another one than Interchange is not supported.`,
    [...ROOT, ROOT_OF_MESSAGE, DYNAMIC],
    'interchange',
  ),
})

/** ASC X12 has no decimal sign of its own, and its XML is always in UTF-8. */
const EDIFACT_ONLY = {
  targetEncoding: option('edifactTargetEncoding', 'EDIFACT: encoding of the XML.', [...TARGET_ENCODING, DYNAMIC], 'UTF-8'),
  decimal: option(
    'edifactDecimalCharacter',
    'EDIFACT: decimal sign of numbers in the XML; dot replaces the one of the interchange.',
    [...DECIMAL, DYNAMIC],
    'fromIncomingPayload',
  ),
}

/** SAP Help, “Define EDI to XML Converter”. */
export default defineStep({
  activity: 'EDItoXMLConverter',
  label: 'EDI to XML Converter',
  doc: 'Turns an EDIFACT or ASC X12 interchange into XML that a schema of Integration Advisor describes.',
  limits: 'TRADACOMS, VDA and schemas of Process Integration are refused, and in envelopes another root element than Interchange.',
  fields: { ...fieldsOfStandards(fields), ...EDIFACT_ONLY, ...UNSUPPORTED_FIELDS },
  compile(_config, context) {
    refuseUnsupportedStandards(context)
    const encoding = compileEncoding(context)
    const convert = { edifact: compileConvert('edifact', decimalDot(context), context), x12: compileConvert('x12', () => false, context) }
    return async (exchange) => {
      const standard = standardOf(exchange.body)
      const xml = await convert[standard](exchange)
      exchange.body = encoded(xml, standard === 'edifact' ? encoding(exchange) : 'UTF-8')
    }
  },
})

type Convert = (exchange: Exchange) => Promise<string>

/** @param hasDot whether numbers get a dot as decimal sign */
function compileConvert(standard: Standard, hasDot: (exchange: Exchange) => boolean, context: StepContext): Convert {
  const config = readConfig(fields(standard), context.node.properties)
  const prefix = `SAP_EDITOXML_${standard.toUpperCase()}`
  const findStructure = compileFindStructure(standard, config, `${prefix}_SCHEMA_SOURCE`, context)
  const emptySegment = { header: `${prefix}_EMPTY_SEGMENT`, configured: config.emptySegment, choices: EMPTY_SEGMENT }
  const root = { header: `${prefix}_TARGET_ROOT_ELEMENT`, configured: rootFor(config, standard, context), choices: ROOT }
  return async (exchange) => {
    const interchange = readInterchange(sourceText(exchange.body, config.encoding))
    const { group, message } = firstMessage(interchange)
    const structure = await findStructure(exchange, messageKey(standard, group.header, message))
    if (!config.excludesEnvelope) settingFor(exchange, root)
    setEdiHeaders(exchange, ediHeaders(serviceSegmentsOf(interchange, group, message)))
    return interchangeToXml(interchange, structure, {
      hasEnvelope: !config.excludesEnvelope,
      includeEmpty: settingFor(exchange, emptySegment) === 'Include',
      decimalDot: hasDot(exchange),
    })
  }
}

/** Without envelopes the setting means nothing, but may stand there. */
function rootFor({ root, excludesEnvelope }: Config<ReturnType<typeof fields>>, standard: Standard, { fail }: StepContext) {
  if (root !== ROOT_OF_MESSAGE) return root
  return excludesEnvelope
    ? DYNAMIC
    : fail('Target Root Element', `${standard}TargetRootElement cannot be ${root}; only interchange is supported`)
}

function decimalDot({ node }: StepContext): (exchange: Exchange) => boolean {
  const { decimal } = readConfig(EDIFACT_ONLY, node.properties)
  const setting = { header: 'SAP_EDITOXML_TARGET_DECIMAL_CHARACTER', configured: decimal, choices: DECIMAL }
  return (exchange) => settingFor(exchange, setting) === 'dot'
}

function compileEncoding({ node }: StepContext): (exchange: Exchange) => (typeof TARGET_ENCODING)[number] {
  const { targetEncoding } = readConfig(EDIFACT_ONLY, node.properties)
  const setting = { header: 'SAP_EDITOXML_EDIFACT_TARGET_ENCODING', configured: targetEncoding, choices: TARGET_ENCODING }
  return (exchange) => settingFor(exchange, setting)
}

function firstMessage({ groups }: Interchange) {
  for (const group of groups) for (const message of group.messages) return { group, message }
  throw new SluiceError('processing-failed', 'The interchange has no message')
}

/** What ISO-8859-1 has beyond ASCII is written as character references, which every reader understands. */
function encoded(xml: string, encoding: (typeof TARGET_ENCODING)[number]): Body {
  const document = xml.replace(/^<\?xml.*?\?>/, `<?xml version="1.0" encoding="${encoding}"?>`)
  return Body.text(encoding === 'UTF-8' ? document : document.replace(/[^\0-\x7f]/gu, (character) => `&#${character.codePointAt(0)};`))
}
