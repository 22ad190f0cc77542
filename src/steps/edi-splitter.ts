import { defineStep } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { type Fields, flag, integer } from '../engine/fields.ts'
import { SluiceError } from '../kernel/errors.ts'
import { type Interchange, readInterchange } from '../languages/edi/interchange.ts'
import {
  checkInterchange,
  describeMessage,
  describeReport,
  type InterchangeReport,
  isFaulty,
  isRejected,
} from '../languages/edi/validation/check-interchange.ts'
import { settingFor } from './edi/header-setting.ts'
import { sourceText, standardOf } from './edi/source-text.ts'
import { fieldsOfStandards, UNSUPPORTED_FIELDS } from './edi/tab-fields.ts'
import { refuseUnsupportedStandards } from './edi/unsupported-standards.ts'
import { EdifactSplitting } from './edi-splitter/edifact-splitting.ts'
import { ediItems } from './edi-splitter/split-items.ts'
import { EDIFACT_FIELDS, X12_FIELDS } from './edi-splitter/splitter-fields.ts'
import type { Splitting } from './edi-splitter/splitting.ts'
import { X12Splitting } from './edi-splitter/x12-splitting.ts'
import { itemBranch, type SplitOptions, split } from './splitter/split.ts'

/** As the other splitters do, whose number can be configured. */
const CONCURRENCY = 10

const TABS: Readonly<Record<string, Fields>> = { edifact: EDIFACT_FIELDS, x12: X12_FIELDS }

/** SAP Help, “Define EDI Splitter”. */
export default defineStep({
  activity: 'Splitter',
  variant: 'EDISplitter',
  label: 'EDI Splitter',
  doc: 'Splits an EDIFACT or ASC X12 interchange into interchanges of one message, validates them, and acknowledges with CONTRL or 997.',
  limits: 'TRADACOMS, VDA and schemas of Process Integration are refused, and so is an interchange with several functional groups.',
  fields: {
    parallel: flag('parallelProcessing', 'Whether several messages are processed at the same time.', false),
    timeout: integer('timeOut', 'Seconds after which parallel messages that are not done count for nothing; 0 for never.', 0),
    ...fieldsOfStandards((standard) => TABS[standard]!),
    ...UNSUPPORTED_FIELDS,
  },
  compile({ parallel, timeout }, context) {
    refuseUnsupportedStandards(context)
    if (timeout < 0) context.fail('timeOut', `The timeout must not be negative, but is ${timeout}`)
    const branch = itemBranch(context)
    const splittings = { edifact: new EdifactSplitting(context), x12: new X12Splitting(context) }
    const options: SplitOptions = {
      concurrency: parallel ? CONCURRENCY : 1,
      timeout: parallel && timeout > 0 ? timeout * 1000 : undefined,
      stopOnException: false,
      streaming: false,
    }
    return async (exchange) => {
      const splitting = splittings[standardOf(exchange.body)]
      const text = sourceText(exchange.body, encodingFor(exchange, splitting))
      const interchange = readInterchange(text)
      assertOneGroup(interchange)
      const report = await checkInterchange(interchange, splitting.checks(exchange, interchange))
      const wanted = splitting.wantsAcknowledgement(exchange, interchange)
      const acknowledgement = wanted ? await splitting.acknowledge(exchange, report) : undefined
      if (!wanted && isRejected(report))
        throw new SluiceError('processing-failed', `The interchange is rejected. ${describeReport(report).join('; ')}`)
      const outcome = await split(exchange, ediItems(report, text, acknowledgement, splitting.sendsInvalid), branch, options)
      if (!wanted && !splitting.sendsInvalid) assertAllAccepted(report)
      return outcome
    }
  },
})

const encodingFor = (exchange: Exchange, { encoding, encodingHeader }: Splitting): string =>
  settingFor(exchange, { header: encodingHeader, configured: encoding, choices: ['UTF-8', 'ISO-8859-1'] })

function assertOneGroup({ groups }: Interchange): void {
  if (groups.length === 0) throw new SluiceError('processing-failed', 'The interchange has no message')
  if (groups.filter(({ header }) => header).length > 1) {
    throw new SluiceError('processing-failed', `The interchange has ${groups.length} functional groups; the splitter takes one`)
  }
}

/** Messages that neither go on nor are acknowledged must not be lost in silence. */
function assertAllAccepted({ groups }: InterchangeReport): void {
  const rejected = groups.flatMap(({ messages }) => messages).filter(isFaulty)
  if (rejected.length > 0)
    throw new SluiceError('processing-failed', `Messages are rejected. ${rejected.flatMap(describeMessage).join('; ')}`)
}
