import type { TracedMessage, TracedState, TracedStep } from '../../flow-tests/record/traced-message.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { NamedValue, StoredRunStep, TraceContent } from '../../store/runs.ts'
import type { Store } from '../../store/store.ts'

export interface FoundMessage {
  readonly flowId: string
  readonly message: TracedMessage
}

type Logs = Pick<Store, 'messageLogs' | 'runs'>

/** A message of the log with what was traced of it, which may be nothing. Throws `not-found`. */
export async function storedTrace({ messageLogs, runs }: Logs, guid: string): Promise<FoundMessage> {
  const log = await messageLogs.find(guid)
  if (log === undefined) throw new SluiceError('not-found', `There is no message ${guid}`)
  const details = (await messageLogs.details([guid])).get(guid)
  const ids = ((await runs.ofMessages([guid])).get(guid) ?? []).map(({ id }) => id)
  const stepsOf = await runs.steps(ids)
  const steps = ids.flatMap((id) => stepsOf.get(id) ?? [])
  return {
    flowId: log.flowId,
    message: {
      guid,
      start: new Date(log.start).toISOString(),
      status: log.status,
      error: log.status === 'COMPLETED' ? '' : (details?.error?.text ?? ''),
      customHeaders: details?.customHeaders ?? [],
      steps: await Promise.all(steps.map((step) => tracedStep(runs, step))),
    },
  }
}

async function tracedStep(runs: Store['runs'], { runId, childCount, elementId, branchId, error }: StoredRunStep): Promise<TracedStep> {
  const traces = await runs.traceMessages(runId, childCount)
  const contents = await Promise.all(traces.map(({ id }) => runs.traceContent(id)))
  const states = contents.flatMap((content) => (content === undefined ? [] : [stateIn(content)]))
  return { number: childCount, element: elementId, branch: branchId, error: error ?? '', states }
}

const stateIn = ({ headers, exchangeProperties, payload }: TraceContent): TracedState => ({
  headers: recordOf(headers),
  properties: recordOf(exchangeProperties),
  body: Buffer.from(payload).toString(),
})

const recordOf = (values: readonly NamedValue[]): Record<string, string> =>
  Object.fromEntries(values.map(({ name, value }) => [name, value]))
