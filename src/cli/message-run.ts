import { SluiceError } from '../kernel/errors.ts'
import type { ServerClient } from './client.ts'
import { address, key, readEntity, readSet, toIso } from './odata.ts'
import { table } from './table.ts'

interface RunEntity {
  readonly Id: string
}

interface StepEntity {
  readonly RunId: string
  readonly ChildCount: number
  readonly StepStart: string
  readonly StepStop: string | null
  readonly ModelStepId: string
  readonly BranchId: string
  readonly Status: string
  readonly Error: string | null
  readonly Activity: string
}

interface PropertyEntity {
  readonly Name: string
  readonly Value: string
}

/** Entities that one answer has at most. */
const PAGE = 1000

/** One step that a message went through. Times are ISO 8601, `''` while it is in process. */
export interface MessageStep {
  readonly run: string
  readonly number: number
  readonly element: string
  readonly activity: string
  readonly branch: string
  readonly status: string
  readonly start: string
  readonly stop: string
  readonly error: string
}

/** The message as it came to a step, or as it was at its end. */
export interface TracedMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly properties: Readonly<Record<string, string>>
  readonly mimeType: string
  readonly size: number
  readonly body: string
}

/** Steps of all runs in their order; `undefined` when there is no such message. */
export async function readMessageSteps(client: ServerClient, guid: string): Promise<MessageStep[] | undefined> {
  if (!(await readEntity(client, `MessageProcessingLogs(${key(guid)})`))) return undefined
  const runs = await readSet<RunEntity>(client, `MessageProcessingLogs(${key(guid)})/Runs`)
  const steps: MessageStep[] = []
  for (const { Id } of runs) steps.push(...(await readRunSteps(client, Id)))
  return steps
}

async function readRunSteps(client: ServerClient, runId: string): Promise<MessageStep[]> {
  const steps: MessageStep[] = []
  for (;;) {
    const page = { $orderby: 'ChildCount', $top: String(PAGE), $skip: String(steps.length) }
    const entities = await readSet<StepEntity>(client, `MessageProcessingLogRuns(${key(runId)})/RunSteps`, page)
    steps.push(...entities.map(view))
    if (entities.length < PAGE) return steps
  }
}

/**
 * What was traced at a step, named by its number or by the id of its element; `undefined` when there is no such message.
 * Throws `not-found` when there is no such step or no trace of it.
 */
export async function readTrace(client: ServerClient, guid: string, name: string): Promise<TracedMessage[] | undefined> {
  const steps = await readMessageSteps(client, guid)
  if (!steps) return undefined
  const step = steps.find(({ number, element }) => String(number) === name || element === name)
  if (!step) throw new SluiceError('not-found', `The message has no step ${name}. Its steps: sluice logs ${guid} --steps`)
  const traces = await readStepTraces(client, step)
  if (traces.length === 0) {
    throw new SluiceError(
      'not-found',
      `Step ${name} was not traced, or its trace has ended. Before the next message: sluice log-level FLOW TRACE`,
    )
  }
  return traces
}

/** What was traced at a step: the message before it and, at the last one, at its end. Empty when nothing was. */
export async function readStepTraces(client: ServerClient, { run, number }: MessageStep): Promise<TracedMessage[]> {
  const path = `MessageProcessingLogRunSteps(RunId=${key(run)},ChildCount=${number})/TraceMessages`
  const traces = await readSet<{ TraceId: string; MimeType: string; PayloadSize: string }>(client, path)
  return Promise.all(traces.map((trace) => readTraced(client, trace)))
}

async function readTraced(
  client: ServerClient,
  { TraceId, MimeType, PayloadSize }: { TraceId: string; MimeType: string; PayloadSize: string },
): Promise<TracedMessage> {
  const path = `TraceMessages(${TraceId}L)`
  const headers = await readSet<PropertyEntity>(client, `${path}/Properties`)
  const properties = await readSet<PropertyEntity>(client, `${path}/ExchangeProperties`)
  const { text: body } = await client.request(address(`${path}/$value`))
  return { headers: recordOf(headers), properties: recordOf(properties), mimeType: MimeType, size: Number(PayloadSize), body }
}

const recordOf = (values: readonly PropertyEntity[]): Record<string, string> =>
  Object.fromEntries(values.map(({ Name, Value }) => [Name, Value]))

/** The steps as a table, with the failures below. */
export function describeSteps(steps: readonly MessageStep[]): string {
  const rows = steps.map((step) => [String(step.number), step.element, step.activity, step.status, durationOf(step)])
  const errors = steps.filter(({ error }) => error !== '').map(({ number, error }) => `Step ${number}: ${error.trimEnd()}\n`)
  return [table(['step', 'element', 'activity', 'status', 'ms'], rows, 'no steps'), ...errors].join('\n')
}

/** A traced message in words; the second one of a step is the message at its end. */
export function describeTrace(traces: readonly TracedMessage[]): string {
  return traces.map((trace, index) => `${index === 0 ? '' : '\nat the end of the message:\n\n'}${describeTraced(trace)}`).join('')
}

function describeTraced({ headers, properties, mimeType, size, body }: TracedMessage): string {
  return [
    table(['header', 'value'], Object.entries(headers), 'no headers'),
    table(['property', 'value'], Object.entries(properties), 'no properties'),
    `body, ${mimeType}, ${size} bytes:\n${body.trimEnd()}\n`,
  ].join('\n')
}

const durationOf = ({ start, stop }: MessageStep): string => (stop === '' ? '' : String(Date.parse(stop) - Date.parse(start)))

function view(entity: StepEntity): MessageStep {
  return {
    run: entity.RunId,
    number: entity.ChildCount,
    element: entity.ModelStepId,
    activity: entity.Activity,
    branch: entity.BranchId,
    status: entity.Status,
    start: toIso(entity.StepStart),
    stop: toIso(entity.StepStop),
    error: entity.Error ?? '',
  }
}
