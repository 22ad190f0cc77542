import { Body } from '../engine/body.ts'
import type { Exchange } from '../engine/exchange.ts'
import type { Entry } from '../engine/plan.ts'
import { isCredential, isWhole } from '../engine/trace-text.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import type { Logger } from '../kernel/logger.ts'
import type { StoredMessageLog } from '../store/message-logs.ts'
import type { NamedValue, StoredRunStep, StoredTraceMessage, TraceContent } from '../store/runs.ts'
import type { Store } from '../store/store.ts'
import type { MessageRunner } from './message-runner.ts'
import type { RunningFlow } from './running-flow.ts'

export interface ResendingOptions {
  readonly store: Pick<Store, 'messageLogs' | 'runs'>
  readonly runner: MessageRunner
  readonly running: (flowId: string) => RunningFlow | undefined
  readonly logger: Logger
}

/** The message as it came to the start of its flow. */
interface Original {
  readonly trace: StoredTraceMessage
  readonly content: TraceContent
}

/**
 * Sends messages again: what came to the start of the flow, as its trace has it, goes to the same start of the flow that is deployed now,
 * as a message of its own with the correlation id of the first. A timer's message has no content and starts without a trace too.
 */
export class Resending {
  readonly #options: ResendingOptions

  constructor(options: ResendingOptions) {
    this.#options = options
  }

  /**
   * Returns the id of the new message, which then runs by itself. Throws `not-found` for an unknown message, `conflict` for one that
   * cannot be sent again: in process, not traced, traced in part, or its flow is not deployed.
   */
  async resend(messageGuid: string): Promise<string> {
    const { store, runner } = this.#options
    const log = await store.messageLogs.find(messageGuid)
    if (log === undefined) throw new SluiceError('not-found', `There is no message ${messageGuid}`)
    if (log.end === null) throw cannot('it is still in process')
    const flow = this.#options.running(log.flowId)
    if (flow === undefined) throw cannot(`no flow ${log.flowId} is deployed`)
    const first = await this.#firstStep(messageGuid)
    const original = first && (await this.#original(first))
    const entry = entryOf(flow, log, first?.elementId)
    if (original === undefined && entry.trigger.kind !== 'schedule') throw cannot(NOT_TRACED)
    const exchange = original ? copyOf(original, runner.open(flow, log.correlationId, bodyOf(original))) : runner.open(flow)
    void this.#run(flow, entry, exchange)
    return exchange.log.messageGuid
  }

  async #run(flow: RunningFlow, entry: Entry, exchange: Exchange): Promise<void> {
    try {
      await this.#options.runner.run(flow, entry, exchange)
    } catch (failure) {
      // The failure is in the message's log; who sent it again does not wait for it.
      this.#options.logger.warn('Message that was sent again failed', { flow: flow.flowId, reason: messageOf(failure) })
    }
  }

  /** Where the first run of the message began, unless so many steps came after it that it was dropped. */
  async #firstStep(messageGuid: string): Promise<StoredRunStep | undefined> {
    const { runs } = this.#options.store
    const run = (await runs.ofMessages([messageGuid])).get(messageGuid)?.[0]
    const steps = run && (await runs.steps([run.id])).get(run.id)
    return steps?.find(({ childCount }) => childCount === 1)
  }

  async #original({ runId, childCount }: StoredRunStep): Promise<Original | undefined> {
    const { runs } = this.#options.store
    const [trace] = await runs.traceMessages(runId, childCount)
    const content = trace && (await runs.traceContent(trace.id))
    return trace && content && { trace, content }
  }
}

const NOT_TRACED = 'its content was not kept, or is kept no longer. Set the log level of the flow to TRACE before the next message'

const cannot = (why: string): SluiceError => new SluiceError('conflict', `The message cannot be sent again: ${why}`)

/** The start that the message came to; of several channels there, the one of its sender. A log without steps does not say where it began. */
function entryOf({ plan, flowId }: RunningFlow, { sender }: StoredMessageLog, startId: string | undefined): Entry {
  const candidates = startId === undefined ? plan.entries : plan.entries.filter((entry) => entry.startId === startId)
  const entry = candidates.find((candidate) => candidate.sender === sender) ?? candidates[0]
  if (entry === undefined) throw cannot(`the flow ${flowId} that is deployed now does not begin where it began`)
  return entry
}

function bodyOf({ trace, content: { payload } }: Original): Body {
  if (payload.length !== trace.size) throw cannot(`only a part of its ${trace.size} bytes was kept`)
  return payload.length === 0 ? Body.empty : Body.bytes(payload)
}

/** Every header and property that the new message does not have of its own. Credentials were not kept and do not come again. */
function copyOf({ content }: Original, exchange: Exchange): Exchange {
  for (const { name, value } of whole(content.headers)) if (!exchange.headers.has(name)) exchange.headers.set(name, value)
  for (const { name, value } of whole(content.exchangeProperties)) if (!exchange.properties.has(name)) exchange.properties.set(name, value)
  return exchange
}

function whole(values: readonly NamedValue[]): readonly NamedValue[] {
  const cut = values.find(({ value }) => !isWhole(value))
  if (cut !== undefined) throw cannot(`of ${cut.name} only a part was kept`)
  return values.filter(({ name }) => !isCredential(name))
}
