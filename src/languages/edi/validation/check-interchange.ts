import type { FunctionalGroup, Interchange, Message, MessageKey } from '../interchange.ts'
import { messageKey } from '../interchange.ts'
import { checkValues } from '../structure/check-values.ts'
import { describeFault, type Fault } from '../structure/fault.ts'
import { matchMessage } from '../structure/match-message.ts'
import type { MessageStructure } from '../structure/read-structure.ts'
import { type Segment, valueAt } from '../syntax/segment.ts'
import type { Standard } from '../syntax/segment-reader.ts'
import { describeEnvelopeFault, type EnvelopeFault } from './envelope-fault.ts'

/** What was found in an interchange. A message with a fault of its own, or in a group or interchange with one, is rejected. */
export interface InterchangeReport {
  readonly interchange: Interchange
  readonly envelope: readonly EnvelopeFault[]
  readonly groups: readonly GroupReport[]
  /** Whether one faulty message rejects all. */
  readonly isOneTransaction: boolean
}

export interface GroupReport {
  readonly group: FunctionalGroup
  readonly envelope: readonly EnvelopeFault[]
  readonly messages: readonly MessageReport[]
}

export interface MessageReport {
  readonly message: Message
  readonly key: MessageKey
  /** What it was held against; `undefined` when only envelopes were looked at. */
  readonly structure: MessageStructure | undefined
  readonly envelope: readonly EnvelopeFault[]
  readonly faults: readonly Fault[]
}

/** What is looked at: nothing, the envelopes, or also the messages by the structures that `structureOf` finds. */
export interface Checks {
  readonly envelope: boolean
  readonly structureOf: ((key: MessageKey) => Promise<MessageStructure>) | undefined
  /** Decimal sign of numbers. */
  readonly decimal: string
  /** Whether one faulty message rejects all. */
  readonly isOneTransaction: boolean
}

export async function checkInterchange(interchange: Interchange, checks: Checks): Promise<InterchangeReport> {
  const groups: GroupReport[] = []
  for (const group of interchange.groups) groups.push(await checkGroup(interchange.standard, group, checks))
  return { interchange, envelope: checks.envelope ? interchangeFaults(interchange) : [], groups, isOneTransaction: checks.isOneTransaction }
}

/** Whether an interchange as a whole is rejected. */
export const isRejected = ({ envelope, groups, isOneTransaction }: InterchangeReport): boolean =>
  envelope.length > 0 || groups.some((group) => group.envelope.length > 0 || (isOneTransaction && group.messages.some(isFaulty)))

export const isFaulty = ({ envelope, faults }: MessageReport): boolean => envelope.length > 0 || faults.length > 0

/** Every fault as a sentence; of a message after its control number. */
export function describeReport({ interchange, envelope, groups }: InterchangeReport): string[] {
  const describeGroup = ({ group, envelope: faults, messages }: GroupReport): string[] => [
    ...faults.map((fault) => describeEnvelopeFault(group.header?.tag ?? interchange.header.tag, fault)),
    ...messages.flatMap(describeMessage),
  ]
  return [...envelope.map((fault) => describeEnvelopeFault(interchange.header.tag, fault)), ...groups.flatMap(describeGroup)]
}

export function describeMessage({ message, key, envelope, faults }: MessageReport): string[] {
  const header = message.segments[0]!
  const name = `${key.type} ${controlNumber(header)}`
  return [...envelope.map((fault) => describeEnvelopeFault(header.tag, fault)), ...faults.map(describeFault)].map(
    (text) => `${name}: ${text}`,
  )
}

/** UNH1, ST2 */
export const controlNumber = (header: Segment): string => valueAt(header, header.tag === 'ST' ? 2 : 1)

async function checkGroup(standard: Standard, group: FunctionalGroup, checks: Checks): Promise<GroupReport> {
  const messages: MessageReport[] = []
  for (const message of group.messages) messages.push(await checkMessage(standard, group, message, checks))
  return { group, envelope: checks.envelope ? groupFaults(standard, group, messages) : [], messages }
}

async function checkMessage(standard: Standard, group: FunctionalGroup, message: Message, checks: Checks): Promise<MessageReport> {
  const key = messageKey(standard, group.header, message)
  const envelope = checks.envelope ? messageFaults(message) : []
  const structure = await checks.structureOf?.(key)
  if (!structure) return { message, key, structure, envelope, faults: [] }
  const { root, faults } = matchMessage(structure.message, message.segments)
  const all = [...faults, ...checkValues(root, { standard, decimal: checks.decimal })]
  return { message, key, structure, envelope, faults: all.sort((one, other) => one.position - other.position) }
}

const SYNTAX_VERSIONS: ReadonlySet<string> = new Set(['1', '2', '3', '4', 'X', 'x'])

function interchangeFaults({ standard, header, groups, trailer }: Interchange): EnvelopeFault[] {
  const isEdifact = standard === 'edifact'
  const [number, counted] = isEdifact ? [valueAt(header, 5), countOf(groups)] : [valueAt(header, 13), groups.length]
  const withHeader = groups.filter((group) => group.header).length
  return [
    ...when('syntax-version-unknown', isEdifact && !SYNTAX_VERSIONS.has(valueAt(header, 1, 2))),
    ...when('reference-mismatch', valueAt(trailer, 2) !== number),
    ...when('count-mismatch', Number(valueAt(trailer, 1)) !== counted),
    ...when('groups-mixed', withHeader > 0 && withHeader < groups.length),
  ]
}

/** UNZ counts the groups, or the messages when there are no groups. */
const countOf = (groups: readonly FunctionalGroup[]): number =>
  groups.some(({ header }) => header) ? groups.length : groups.reduce((count, { messages }) => count + messages.length, 0)

function groupFaults(
  standard: Standard,
  { header, messages, trailer }: FunctionalGroup,
  reports: readonly MessageReport[],
): EnvelopeFault[] {
  const mixed = when('types-mixed', new Set(reports.map(({ key }) => key.type)).size > 1)
  if (!header || !trailer) return mixed
  return [
    ...when('reference-mismatch', valueAt(trailer, 2) !== valueAt(header, standard === 'x12' ? 6 : 5)),
    ...when('count-mismatch', Number(valueAt(trailer, 1)) !== messages.length),
    ...mixed,
  ]
}

function messageFaults({ segments }: Message): EnvelopeFault[] {
  const [header, trailer] = [segments[0]!, segments.at(-1)!]
  return [
    ...when('reference-mismatch', valueAt(trailer, 2) !== controlNumber(header)),
    ...when('count-mismatch', Number(valueAt(trailer, 1)) !== segments.length),
  ]
}

const when = (fault: EnvelopeFault, isThere: boolean): EnvelopeFault[] => (isThere ? [fault] : [])
