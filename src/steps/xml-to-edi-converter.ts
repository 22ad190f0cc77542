import { Body } from '../engine/body.ts'
import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { type Fields, readConfig, text } from '../engine/fields.ts'
import { decodeText } from '../iflow/xml-file.ts'
import { encodeCharacters, setOfSyntax } from '../languages/edi/character-set.ts'
import { ediHeaders } from '../languages/edi/headers.ts'
import { type Segment, valueAt } from '../languages/edi/syntax/segment.ts'
import type { Standard } from '../languages/edi/syntax/segment-reader.ts'
import { writeInterchange } from '../languages/edi/xml/write-interchange.ts'
import { type EdiDocument, openEdiDocument, readEdiDocument, serviceSegmentsIn, unaOf } from '../languages/edi/xml/xml-to-interchange.ts'
import { compileFindStructure } from './edi/find-structure.ts'
import { DYNAMIC, settingFor } from './edi/header-setting.ts'
import { option } from './edi/option.ts'
import { compileSeparators, separatorFields } from './edi/separators.ts'
import { setEdiHeaders } from './edi/set-headers.ts'
import { STANDARDS, schemaFields, TITLES, UNSUPPORTED_FIELDS } from './edi/tab-fields.ts'
import { refuseUnsupportedStandards } from './edi/unsupported-standards.ts'

const EMPTY_SEGMENT = ['Exclude', 'Include'] as const
const FROM_PAYLOAD = 'fromIncomingPayload'
const SETS = ['UTF-8', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => `ISO-8859-${number}`), FROM_PAYLOAD]
const SIGNS: Readonly<Record<string, string>> = { '#x2e': '.', '#x2c': ',' }

const fields = (standard: Standard) => ({
  ...schemaFields(standard),
  emptySegment: option(
    `${standard}EmptySegment`,
    `${TITLES[standard]}: whether segments without a value are written.`,
    [...EMPTY_SEGMENT, DYNAMIC],
    'Exclude',
  ),
  ...separatorFields(standard),
})

const EDIFACT_FIELDS = {
  ...fields('edifact'),
  targetEncoding: option(
    'edifactTargetEncoding',
    'EDIFACT: encoding of the interchange; fromIncomingPayload takes the one that its syntax identifier stands for. Empty: the source encoding.',
    ['', ...SETS, DYNAMIC],
    '',
  ),
  release: text(
    'edifactEscapeCharacter',
    'EDIFACT: takes the meaning from the separator behind it, as #x3f, as the character, or as an expression.',
  ),
  decimal: option(
    'edifactDecimalCharacter',
    'EDIFACT: decimal sign of numbers when the separators of this step are used.',
    ['', ...Object.keys(SIGNS), DYNAMIC],
    '',
  ),
}

const X12_FIELDS = {
  ...fields('x12'),
  repetition: text('x12RepetitionSeparator', 'ASC X12: repetition separator that ISA names from version 00402 on.'),
}

/** SAP Help, “Define XML to EDI Converter”. */
export default defineStep({
  activity: 'XMLtoEDIConverter',
  label: 'XML to EDI Converter',
  doc: 'Turns XML that a schema of Integration Advisor describes into an EDIFACT or ASC X12 interchange, with the control segments and counts of the XML.',
  limits: 'TRADACOMS, VDA and schemas of Process Integration are refused.',
  fields: { ...bothTabs(), ...UNSUPPORTED_FIELDS },
  compile(_config, context) {
    refuseUnsupportedStandards(context)
    const converters = { edifact: edifactConverter(context), x12: x12Converter(context) }
    return (exchange) => {
      const document = openEdiDocument(xmlBody(exchange.body).asDocument().documentElement!)
      return converters[document.key.standard](exchange, document)
    }
  },
})

function bothTabs(): Fields {
  const tabs: Readonly<Record<Standard, Fields>> = { edifact: EDIFACT_FIELDS, x12: X12_FIELDS }
  return Object.fromEntries(
    STANDARDS.flatMap((standard) => Object.entries(tabs[standard]).map(([name, field]) => [`${standard}-${name}`, field])),
  )
}

/** XML of a sender who says nothing of its encoding and does not use UTF-8 is read as ISO-8859-1. */
const xmlBody = (body: Body): Body => (body.isText ? body : Body.text(decodeText(body.asBytes())))

type Convert = (exchange: Exchange, document: EdiDocument) => Promise<void>

function edifactConverter(context: StepContext): Convert {
  const config = readConfig(EDIFACT_FIELDS, context.node.properties)
  const prefix = 'SAP_XMLTOEDI_EDIFACT'
  const findStructure = compileFindStructure('edifact', config, `${prefix}_SCHEMA_SOURCE`, context)
  const notationOf = compileSeparators('edifact', { ...config, repetition: '' }, context)
  const emptySegment = { header: `${prefix}_EMPTY_SEGMENT`, configured: config.emptySegment, choices: EMPTY_SEGMENT }
  const encoding = { header: `${prefix}_TARGET_ENCODING`, configured: config.targetEncoding || config.encoding, choices: SETS }
  const sign = { header: 'SAP_XMLTOEDI_DECIMAL_CHARACTER', configured: config.decimal || '#x2e', choices: Object.keys(SIGNS) }
  return async (exchange, document) => {
    const { message } = await findStructure(exchange, document.key)
    const decimal = config.isCustom ? SIGNS[settingFor(exchange, sign)]! : undefined
    const take = (value: string, isNumber: boolean): string => (isNumber && decimal !== undefined ? value.replace(/[.,]/, decimal) : value)
    const segments = readEdiDocument(document, message, take, settingFor(exchange, emptySegment) === 'Include')
    const notation = notationOf(exchange, { una: unaOf(document), component: '', decimal: decimal ?? '.' })
    const set = settingFor(exchange, encoding)
    exchange.body = Body.bytes(encodeCharacters(writeInterchange(segments, notation), set === FROM_PAYLOAD ? declaredSet(segments) : set))
    setEdiHeaders(exchange, headersOf(document, segments))
  }
}

function x12Converter(context: StepContext): Convert {
  const config = readConfig(X12_FIELDS, context.node.properties)
  const prefix = 'SAP_XMLTOEDI_X12'
  const findStructure = compileFindStructure('x12', config, `${prefix}_SCHEMA_SOURCE`, context)
  const notationOf = compileSeparators('x12', { ...config, release: '' }, context)
  const emptySegment = { header: `${prefix}_EMPTY_SEGMENT`, configured: config.emptySegment, choices: EMPTY_SEGMENT }
  return async (exchange, document) => {
    const { message } = await findStructure(exchange, document.key)
    const segments = readEdiDocument(document, message, (value) => value, settingFor(exchange, emptySegment) === 'Include')
    const isa = segments.find(({ tag }) => tag === 'ISA')
    const notation = notationOf(exchange, { una: undefined, component: isa ? valueAt(isa, 16) : '', decimal: '.' })
    exchange.body = Body.bytes(encodeCharacters(writeInterchange(segments, notation), config.encoding))
    setEdiHeaders(exchange, headersOf(document, segments))
  }
}

function declaredSet(segments: readonly Segment[]): string {
  const unb = segments.find(({ tag }) => tag === 'UNB')
  return unb ? setOfSyntax(valueAt(unb, 1)) : 'UTF-8'
}

function headersOf(document: EdiDocument, segments: readonly Segment[]): ReadonlyMap<string, string> {
  const header = segments.findIndex(({ tag }) => tag === 'UNH' || tag === 'ST')
  return ediHeaders({ ...serviceSegmentsIn(document), beginning: segments[header + 1] })
}
