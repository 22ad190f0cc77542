import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { type Config, readConfig } from '../../engine/fields.ts'
import { functionalAcknowledgement } from '../../languages/edi/acknowledgement/functional-acknowledgement.ts'
import type { Interchange } from '../../languages/edi/interchange.ts'
import { valueAt } from '../../languages/edi/syntax/segment.ts'
import type { Checks, InterchangeReport } from '../../languages/edi/validation/check-interchange.ts'
import { writeInterchange } from '../../languages/edi/xml/write-interchange.ts'
import { compileFindStructure, type FindStructure } from '../edi/find-structure.ts'
import { settingFor } from '../edi/header-setting.ts'
import { headerText, type NumberFor, numberFor } from './numbers.ts'
import { ACKNOWLEDGEMENTS, FLAGS, TRANSACTION_MODES, X12_ENVELOPES, X12_FIELDS, X12_VALIDATIONS } from './splitter-fields.ts'
import type { Splitting } from './splitting.ts'

const PREFIX = 'SAP_EDISPLITTER_X12'
const PREFIX_997 = 'SAP_EDISPLITTER_997'
const NOT_CHECKED: Checks = { envelope: false, structureOf: undefined, decimal: '.', isOneTransaction: false }

type X12Config = Config<typeof X12_FIELDS>

/** How the EDI Splitter treats ASC X12, as it is configured. */
export class X12Splitting implements Splitting {
  readonly encodingHeader = `${PREFIX}_SOURCE_ENCODING`
  readonly #config: X12Config
  readonly #context: StepContext
  readonly #findStructure: FindStructure
  readonly #numbers: ReturnType<typeof numbersOf>

  constructor(context: StepContext) {
    this.#context = context
    this.#config = readConfig(X12_FIELDS, context.node.properties)
    this.#findStructure = compileFindStructure('x12', this.#config, `${PREFIX}_SCHEMA_SOURCE`, context)
    this.#numbers = numbersOf(this.#config, context)
  }

  get encoding(): string {
    return this.#config.encoding
  }

  get sendsInvalid(): boolean {
    return this.#config.sendsInvalid
  }

  checks(exchange: Exchange): Checks {
    const { validation, mode } = this.#config
    const method = settingFor(exchange, { header: `${PREFIX}_VALIDATE_MESSAGE_OPTION`, configured: validation, choices: X12_VALIDATIONS })
    if (method === 'none') return NOT_CHECKED
    const transaction = settingFor(exchange, { header: `${PREFIX}_TRANSACTION_MODE`, configured: mode, choices: TRANSACTION_MODES })
    const structureOf: Checks['structureOf'] = (key) => this.#findStructure(exchange, key)
    return { envelope: true, structureOf, decimal: '.', isOneTransaction: transaction === 'interchange' }
  }

  wantsAcknowledgement(exchange: Exchange, { header }: Interchange): boolean {
    const { acknowledgement } = this.#config
    const wanted = settingFor(exchange, { header: `${PREFIX}_CREATE_ACK`, configured: acknowledgement, choices: ACKNOWLEDGEMENTS })
    return wanted === 'required' || (wanted === 'checkEDIEnvelop' && valueAt(header, 14) === '1')
  }

  async acknowledge(exchange: Exchange, report: InterchangeReport): Promise<string> {
    const { interchange, groups } = report
    const segments = functionalAcknowledgement({
      report,
      interchangeNumber: await this.#numbers.interchange(exchange, interchange, () => valueAt(interchange.header, 13)),
      groupNumber: await this.#numbers.group(exchange, interchange, () => valueAt(groups[0]!.group.header!, 6)),
      setNumber: await this.#numbers.set(exchange, interchange, () => ''),
      usageIndicator: this.#usageIndicator(exchange),
      hasDetails: this.#hasDetails(exchange),
      now: this.#context.flow.services.clock.now(),
    })
    return writeInterchange(segments, { delimiters: interchange.delimiters, una: undefined, namesSeparators: false, repetition: '' })
  }

  #usageIndicator(exchange: Exchange): string | undefined {
    const setting = { header: `${PREFIX}_CUSTOMIZE_ENVELOPE`, configured: this.#config.envelope, choices: X12_ENVELOPES }
    return settingFor(exchange, setting) === 'overwriteWithExchangeHeaders'
      ? headerText(exchange, 'SAP_EDI_997_Usage_Indicator')
      : undefined
  }

  #hasDetails(exchange: Exchange): boolean {
    const setting = { header: `${PREFIX}_EXCLUDE_AK3_AK4`, configured: this.#config.excludesDetails, choices: FLAGS }
    return settingFor(exchange, setting) === 'false'
  }
}

function numbersOf(config: X12Config, context: StepContext): Readonly<Record<'interchange' | 'group' | 'set', NumberFor>> {
  return {
    interchange: numberFor(
      { kind: 'interchange', header: `${PREFIX}_INTERCHANGE_NUMBER`, configured: config.interchangeNumber },
      {
        unique: { header: `${PREFIX}_UNIQUE_INTERCHANGE_NUMBER`, configured: config.uniqueInterchange },
        range: { header: `${PREFIX}_NUMBER_RANGE`, configured: config.interchangeRange },
      },
      context,
    ),
    group: numberFor(
      { kind: 'group', header: `${PREFIX_997}_GROUP_CONTROL_NUMBER`, configured: config.groupNumber },
      {
        unique: { header: `${PREFIX_997}_UNIQUE_GROUP_CONTROL_NUMBER`, configured: config.uniqueGroup },
        range: { configured: config.groupRange },
      },
      context,
    ),
    set: numberFor(
      { kind: 'transaction-set', header: `${PREFIX_997}_TRANSACTION_SET_NUMBER`, configured: config.setNumber },
      {
        unique: { header: `${PREFIX_997}_UNIQUE_TRANSACTION_SET_NUMBER`, configured: config.uniqueSet },
        range: { configured: config.setRange },
      },
      context,
    ),
  }
}
