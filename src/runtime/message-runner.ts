import { Body } from '../engine/body.ts'
import { StepError } from '../engine/errors.ts'
import { Exchange } from '../engine/exchange.ts'
import { MessageLog } from '../engine/message-log.ts'
import type { Entry } from '../engine/plan.ts'
import type { Clock } from '../kernel/clock.ts'
import { messageOf } from '../kernel/errors.ts'
import { messageGuid } from '../kernel/ids.ts'
import type { MessageLogWriter } from './message-log-writer.ts'
import type { RunningFlow } from './running-flow.ts'

const CORRELATION_HEADER = 'SAP_MplCorrelationId'
const GUID_NAME = 'SAP_MessageProcessingLogID'

/** Runs messages through flows and keeps their log: the same for every kind of trigger. */
export class MessageRunner {
  readonly #clock: Clock
  readonly #logs: MessageLogWriter

  constructor(options: { clock: Clock; logs: MessageLogWriter }) {
    this.#clock = options.clock
    this.#logs = options.logs
  }

  /** A fresh exchange for one message of this flow, with the headers and properties that every message has. */
  open(flow: RunningFlow, correlationId?: string, body: Body = Body.empty): Exchange {
    const now = this.#clock.now()
    const guid = messageGuid(now)
    const log = new MessageLog({
      messageGuid: guid,
      correlationId: correlationId ?? messageGuid(now),
      flowId: flow.artifact.id,
      flowName: flow.artifact.name,
      packageId: flow.artifact.packageId,
      packageName: flow.packageName,
      start: now,
    })
    const exchange = new Exchange(log, now, body)
    exchange.headers.set(GUID_NAME, guid)
    exchange.headers.set(CORRELATION_HEADER, log.correlationId)
    exchange.properties.set(GUID_NAME, guid)
    return exchange
  }

  /** Runs the message to its end, logs it and throws its failure. A failure before the flow, such as a body that is too large, comes as `prepare`'s. */
  async run(flow: RunningFlow, entry: Entry, exchange: Exchange, prepare: () => Promise<void> = async () => {}): Promise<void> {
    const { log } = exchange
    log.sender = entry.sender
    this.#logs.begin(log)
    try {
      await flow.inFlight.track(async () => {
        await prepare()
        log.status = (await entry.run(exchange)) === 'escalated' ? 'ESCALATED' : 'COMPLETED'
      })
    } catch (failure) {
      log.status = 'FAILED'
      log.error = describeFailure(failure)
      throw failure
    } finally {
      readLogValues(exchange)
      log.end = this.#clock.now()
      this.#logs.end(log)
    }
  }
}

function describeFailure(failure: unknown): { text: string; elementId: string; type: string } {
  if (!(failure instanceof StepError)) return { text: messageOf(failure), elementId: '', type: 'Error' }
  const element = failure.elementName ? `'${failure.elementName}' (${failure.elementId})` : failure.elementId
  const root = failure.cause instanceof Error ? failure.cause.name : 'Error'
  return { text: `${failure.message}\nIn step ${element}`, elementId: failure.elementId, type: root }
}

/** Headers and properties by which a flow writes into its own log entry. */
function readLogValues({ log, headers, properties }: Exchange): void {
  const customStatus = properties.get('SAP_MessageProcessingLogCustomStatus')
  if (customStatus !== undefined && customStatus !== '') log.customStatus = String(customStatus)
  const text = (name: string, fallback: string) => (headers.has(name) ? String(headers.get(name) ?? '') : fallback)
  log.sender = text('SAP_Sender', log.sender)
  log.receiver = text('SAP_Receiver', log.receiver)
  log.applicationMessageId = text('SAP_ApplicationID', log.applicationMessageId)
  log.applicationMessageType = text('SAP_MessageType', log.applicationMessageType)
  log.correlationId = text(CORRELATION_HEADER, log.correlationId)
}
