import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { type Config, readConfig } from '../../engine/fields.ts'
import { contrl } from '../../languages/edi/acknowledgement/contrl.ts'
import type { Interchange } from '../../languages/edi/interchange.ts'
import { type Segment, valueAt } from '../../languages/edi/syntax/segment.ts'
import type { Checks, InterchangeReport } from '../../languages/edi/validation/check-interchange.ts'
import { writeInterchange } from '../../languages/edi/xml/write-interchange.ts'
import { compileFindStructure, type FindStructure } from '../edi/find-structure.ts'
import { settingFor } from '../edi/header-setting.ts'
import { headerText, type NumberFor, numberFor } from './numbers.ts'
import {
  ACKNOWLEDGEMENTS,
  CONTRL_VERSIONS,
  DECIMALS,
  EDIFACT_ENVELOPES,
  EDIFACT_FIELDS,
  FLAGS,
  TRANSACTION_MODES,
  VALIDATIONS,
} from './splitter-fields.ts'
import type { Splitting } from './splitting.ts'

const PREFIX = 'SAP_EDISPLITTER_EDIFACT'
const DEFAULT_VERSION = ['D', '3', 'UN'] as const
const NOT_CHECKED: Checks = { envelope: false, structureOf: undefined, decimal: '.', isOneTransaction: false }

/** How the EDI Splitter treats EDIFACT, as it is configured. */
export class EdifactSplitting implements Splitting {
  readonly encodingHeader = `${PREFIX}_SOURCE_ENCODING`
  readonly #config: Config<typeof EDIFACT_FIELDS>
  readonly #context: StepContext
  readonly #findStructure: FindStructure
  readonly #interchangeNumber: NumberFor

  constructor(context: StepContext) {
    this.#context = context
    this.#config = readConfig(EDIFACT_FIELDS, context.node.properties)
    const { interchangeNumber, uniqueInterchange, interchangeRange } = this.#config
    this.#findStructure = compileFindStructure('edifact', this.#config, `${PREFIX}_SCHEMA_SOURCE`, context)
    this.#interchangeNumber = numberFor(
      { kind: 'interchange', header: `${PREFIX}_INTERCHANGE_NUMBER`, configured: interchangeNumber },
      {
        unique: { header: `${PREFIX}_UNIQUE_INTERCHANGE_NUMBER`, configured: uniqueInterchange },
        range: { header: `${PREFIX}_NUMBER_RANGE`, configured: interchangeRange },
      },
      context,
    )
  }

  get encoding(): string {
    return this.#config.encoding
  }

  get sendsInvalid(): boolean {
    return this.#config.sendsInvalid
  }

  checks(exchange: Exchange, { delimiters }: Interchange): Checks {
    const { validates, validation, decimal, mode } = this.#config
    const isValidated = settingFor(exchange, { header: `${PREFIX}_VALIDATE_MESSAGE`, configured: validates, choices: FLAGS })
    if (isValidated === 'false') return NOT_CHECKED
    const method = settingFor(exchange, { header: `${PREFIX}_VALIDATION_METHOD`, configured: validation, choices: VALIDATIONS })
    if (method === 'envelop') return { ...NOT_CHECKED, envelope: true, isOneTransaction: true }
    const sign = settingFor(exchange, { header: 'SAP_EDISPLITTER_DECIMAL_CHARACTER', configured: decimal, choices: DECIMALS })
    const transaction = settingFor(exchange, { header: `${PREFIX}_TRANSACTION_MODE`, configured: mode, choices: TRANSACTION_MODES })
    return {
      envelope: true,
      structureOf: (key) => this.#findStructure(exchange, key),
      decimal: sign === 'fromIncomingPayload' ? delimiters.decimal : '.',
      isOneTransaction: transaction === 'interchange',
    }
  }

  wantsAcknowledgement(exchange: Exchange, { header }: Interchange): boolean {
    const { acknowledgement } = this.#config
    const wanted = settingFor(exchange, { header: `${PREFIX}_CREATE_ACK`, configured: acknowledgement, choices: ACKNOWLEDGEMENTS })
    return wanted === 'required' || (wanted === 'checkEDIEnvelop' && valueAt(header, 9) === '1')
  }

  async acknowledge(exchange: Exchange, report: InterchangeReport): Promise<string> {
    const { interchange } = report
    const { delimiters, una, header } = interchange
    const segments = contrl({
      report,
      interchangeNumber: await this.#interchangeNumber(exchange, interchange, () => valueAt(header, 5)),
      now: this.#context.flow.services.clock.now(),
      version: this.#version(exchange, report.groups[0]?.messages[0]?.message.segments[0]),
      ...this.#envelope(exchange, header),
    })
    const hasUna = settingFor(exchange, { header: `${PREFIX}_INCLUDE_UNA`, configured: this.#config.hasUna, choices: FLAGS }) === 'true'
    return writeInterchange(segments, {
      delimiters,
      una: hasUna ? (una?.charAt(4) ?? ' ') : undefined,
      namesSeparators: false,
      repetition: '',
    })
  }

  /** @param message header of the first message */
  #version(exchange: Exchange, message: Segment | undefined): readonly [string, string, string] {
    const setting = { header: `${PREFIX}_CONTRL_MSG_VERSION`, configured: this.#config.contrlVersion, choices: CONTRL_VERSIONS }
    if (settingFor(exchange, setting) === 'defaultVersion' || !message) return DEFAULT_VERSION
    return [valueAt(message, 2, 2), valueAt(message, 2, 3), valueAt(message, 2, 4)]
  }

  #envelope(exchange: Exchange, unb: Segment) {
    const setting = { header: `${PREFIX}_CUSTOMIZE_ENVELOPE`, configured: this.#config.envelope, choices: EDIFACT_ENVELOPES }
    const choice = settingFor(exchange, setting)
    if (choice === 'fromIncomingPayload') return { syntax: undefined, optional: undefined }
    return choice === 'overwriteWithExchangeHeaders' ? ownEnvelope(exchange, unb) : { syntax: undefined, optional: [] }
  }
}

function ownEnvelope(exchange: Exchange, unb: Segment) {
  const value = (name: string): string => headerText(exchange, `SAP_EDI_CONTRL_${name}`)
  const syntax = ['Service_Code_Directory_Version', 'Character_Encoding', 'Syntax_Release_Number'].map(value)
  return {
    syntax: [valueAt(unb, 1, 1), valueAt(unb, 1, 2), ...syntax],
    optional: [
      [value('Recipient_Reference_Password'), value('Recipient_Reference_Qualifier')],
      [value('Application_Reference')],
      [value('Processing_Priority_Code')],
      [''],
      [value('Communications_Agreement_Id')],
      [value('Test_Indicator')],
    ],
  }
}
