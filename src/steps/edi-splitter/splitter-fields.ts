import { flag, text } from '../../engine/fields.ts'
import type { Standard } from '../../languages/edi/syntax/segment-reader.ts'
import { DYNAMIC } from '../edi/header-setting.ts'
import { option } from '../edi/option.ts'
import { schemaFields, TITLES } from '../edi/tab-fields.ts'

export const TRANSACTION_MODES = ['interchange', 'message'] as const
export const ACKNOWLEDGEMENTS = ['notRequired', 'checkEDIEnvelop', 'required'] as const
export const UNIQUE = ['notRequired', 'required'] as const
const INTERCHANGE_NUMBERS = ['useFromEDIMessage', 'numberRange'] as const
export const GROUP_NUMBERS = ['predefined', 'numberRange', 'useFromEDIMessage'] as const
const SET_NUMBERS = ['predefined', 'numberRange'] as const
export const DECIMALS = ['dot', 'fromIncomingPayload'] as const
export const VALIDATIONS = ['envelop', 'envelopAndMessage'] as const
export const X12_VALIDATIONS = ['none', 'basic'] as const
export const CONTRL_VERSIONS = ['defaultVersion', 'useFromEDIMessage'] as const
export const EDIFACT_ENVELOPES = ['fromIncomingPayload', 'overwriteWithExchangeHeaders', 'removeOptionalTrailingField'] as const
export const X12_ENVELOPES = ['fromIncomingPayload', 'overwriteWithExchangeHeaders'] as const
export const FLAGS = ['true', 'false'] as const

const common = (standard: Standard) => ({
  ...schemaFields(standard),
  mode: option(
    `${standard}TransactionMode`,
    `${TITLES[standard]}: whether one faulty message rejects the whole interchange or itself alone.`,
    [...TRANSACTION_MODES, DYNAMIC],
    'interchange',
  ),
  sendsInvalid: flag(
    `${standard}SendInvalidMessages`,
    `${TITLES[standard]}: whether rejected messages go on too, with a header that says so.`,
    false,
  ),
  acknowledgement: option(
    `${standard}CreateAck`,
    `${TITLES[standard]}: whether an acknowledgement follows the messages: never, when the interchange asks for it, or always.`,
    [...ACKNOWLEDGEMENTS, DYNAMIC],
    'notRequired',
  ),
  interchangeNumber: option(
    `${standard}InterchangeNumberFrom`,
    `${TITLES[standard]}: where the control number of the acknowledgement comes from.`,
    [...INTERCHANGE_NUMBERS, DYNAMIC],
    'useFromEDIMessage',
  ),
  uniqueInterchange: option(
    `${standard}UniqueInterchangeNumber`,
    `${TITLES[standard]}: whether an interchange that comes again gets a new number from the range.`,
    [...UNIQUE, DYNAMIC],
    'notRequired',
  ),
  interchangeRange: text(`${standard}NumberRangeName`, `${TITLES[standard]}: number range of that control number.`),
})

export const EDIFACT_FIELDS = {
  ...common('edifact'),
  validates: option('edifactValidateMessage', 'EDIFACT: whether messages are validated.', [...FLAGS, DYNAMIC], 'false'),
  validation: option(
    'edifactValidate',
    'EDIFACT: whether the envelopes are validated, or the messages too.',
    [...VALIDATIONS, DYNAMIC],
    'envelopAndMessage',
  ),
  decimal: option('edifactDecimalCharacter', 'EDIFACT: decimal sign that numbers must have.', [...DECIMALS, DYNAMIC], 'dot'),
  envelope: option(
    'edifactCustomizeEnvelope',
    'EDIFACT: where the optional elements of the acknowledgement’s UNB come from.',
    [...EDIFACT_ENVELOPES, DYNAMIC],
    'fromIncomingPayload',
  ),
  contrlVersion: option(
    'edifactContrlVersion',
    'EDIFACT: version of the CONTRL message: D, release 3, or that of the message.',
    [...CONTRL_VERSIONS, DYNAMIC],
    'defaultVersion',
  ),
  hasUna: option('edifactUnaRequired', 'EDIFACT: whether the CONTRL message has a UNA segment.', [...FLAGS, DYNAMIC], 'false'),
}

export const X12_FIELDS = {
  ...common('x12'),
  validation: option('x12ValidateMessageOptions', 'ASC X12: whether messages are validated.', [...X12_VALIDATIONS, DYNAMIC], 'none'),
  excludesDetails: option(
    'x12ExcludeAk3Ak4',
    'ASC X12: whether the acknowledgement leaves out where faults are.',
    [...FLAGS, DYNAMIC],
    'false',
  ),
  envelope: option(
    'x12CustomizeEnvelope',
    'ASC X12: where the usage indicator of the acknowledgement comes from.',
    [...X12_ENVELOPES, DYNAMIC],
    'fromIncomingPayload',
  ),
  groupNumber: option(
    'x12FunctionalGroupNumberFrom',
    'ASC X12: where the group number of the acknowledgement comes from; predefined is 1.',
    [...GROUP_NUMBERS, DYNAMIC],
    'predefined',
  ),
  uniqueGroup: option(
    'x12UniqueFGNumber',
    'ASC X12: whether an interchange that comes again gets a new group number.',
    [...UNIQUE, DYNAMIC],
    'notRequired',
  ),
  groupRange: text('x12FGNumberRangeName', 'ASC X12: number range of the group number.'),
  setNumber: option(
    'x12TSNumberFrom',
    'ASC X12: where the transaction set number of the acknowledgement comes from; predefined is 0001.',
    [...SET_NUMBERS, DYNAMIC],
    'predefined',
  ),
  uniqueSet: option(
    'x12UniqueTSNumber',
    'ASC X12: whether an interchange that comes again gets a new transaction set number.',
    [...UNIQUE, DYNAMIC],
    'notRequired',
  ),
  setRange: text('x12TSNumberRangeName', 'ASC X12: number range of the transaction set number.'),
}
