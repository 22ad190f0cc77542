import type { Channel, IflowModel } from '../../iflow/model.ts'
import { recordedPayload } from './recorded-body.ts'
import { changedValues, headerOf } from './recorded-headers.ts'
import { stateAfter, type TracedMessage, type TracedState, type TracedStep } from './traced-message.ts'

/** What stands for the systems that the message reached. */
export interface RecordedStubs {
  readonly stubs: readonly object[]
  /** Number of calls by the name of the receiver. */
  readonly calls: Readonly<Record<string, number>>
  /** What the trace does not tell, in sentences. */
  readonly gaps: readonly string[]
}

/** One stub for each receiver channel, with its answers in their order. */
export function recordedStubs(message: TracedMessage, { channels }: IflowModel): RecordedStubs {
  const receivers = channels.filter(({ direction }) => direction === 'receiver')
  const gaps: string[] = []
  const called = receivers.flatMap((channel) => {
    const steps = message.steps.filter(({ element }) => element === channel.id)
    return steps.length === 0 ? [] : [{ name: shortestName(channel, receivers), channel, steps }]
  })
  const stubs = called.map(({ name, channel, steps }) => ({
    receiver: name,
    ...(isReplaced(channel) && { replaceChannel: true }),
    answers: steps.map((step) => answerOf(channel, step, stateAfter(message, step)) ?? unknownAnswer(name, gaps)),
  }))
  return { stubs, calls: Object.fromEntries(called.map(({ name, steps }) => [name, steps.length])), gaps }
}

/** Of HTTP, the answer is in the trace as it was; other adapters have made something of it. */
const isReplaced = ({ adapter }: Channel): boolean => adapter !== 'HTTP' && adapter !== 'ProcessDirect'

function shortestName({ id, name, system }: Channel, receivers: readonly Channel[]): string {
  const isUnique = (candidate: string) =>
    candidate !== '' &&
    receivers.filter((other) => other.name === candidate || other.system === candidate || other.id === candidate).length === 1
  return [system, name].find(isUnique) ?? id
}

function unknownAnswer(name: string, gaps: string[]): object {
  gaps.push(`The trace does not have what ${name} answered: write it into the stub.`)
  return { body: '' }
}

function answerOf({ adapter }: Channel, { error, states }: TracedStep, after: TracedState | undefined): object | undefined {
  if (error !== '') return failedAnswer(error, adapter)
  const [before] = states
  if (!before || !after) return undefined
  const headers = changedValues(before.headers, after.headers)
  const status = Number(headerOf(after, 'CamelHttpResponseCode') ?? 200)
  const properties = changedValues(before.properties, after.properties)
  return {
    ...(adapter === 'HTTP' && status !== 200 && { status }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(adapter !== 'HTTP' && Object.keys(properties).length > 0 && { properties }),
    body: recordedPayload(after.body),
  }
}

const FAULTS = [
  [/^Request timeout to /, 'timeout'],
  [/^Connection refused: /, 'connection-refused'],
  [/^The host \S+ is not known/, 'unknown-host'],
  [/^The connection to \S+ broke/, 'connection-broken'],
] as const

function failedAnswer(error: string, adapter: string): object {
  const status = / with statusCode: (\d{3})/.exec(error)?.[1]
  if (adapter === 'HTTP' && status !== undefined) return { status: Number(status) }
  const fault = adapter === 'HTTP' ? FAULTS.find(([pattern]) => pattern.test(error))?.[1] : undefined
  return fault === undefined ? { error } : { fault }
}
