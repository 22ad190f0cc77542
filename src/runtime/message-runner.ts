import { Body } from '../engine/body.ts'
import { StepError } from '../engine/errors.ts'
import { Exchange } from '../engine/exchange.ts'
import { MessageLog } from '../engine/message-log.ts'
import type { Entry } from '../engine/plan.ts'
import type { MessageIdentity } from '../engine/poll.ts'
import { RunRecorder } from '../engine/run-recorder.ts'
import type { Clock } from '../kernel/clock.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { messageGuid } from '../kernel/ids.ts'
import type { LogLevel } from '../store/log-levels.ts'
import type { LogLevels } from './log-levels.ts'
import type { MessageLogWriter } from './message-log-writer.ts'
import type { RunningFlow } from './running-flow.ts'

const CORRELATION_HEADER = 'SAP_MplCorrelationId'
const GUID_NAME = 'SAP_MessageProcessingLogID'
const RUN_PROPERTY = 'SAP_RunId'
const LEVEL_PROPERTY = 'SAP_MPL_LogLevel'
/** Where older scripts read the level: `message.getProperty(…).logLevel`. */
const LOG_CONFIGURATION = 'SAP_MessageProcessingLogConfiguration'

/** Runs messages through flows and keeps their log: the same for every kind of trigger. */
export class MessageRunner {
  readonly #clock: Clock
  readonly #logs: Pick<MessageLogWriter, 'begin' | 'end' | 'announce'>
  readonly #levels: Pick<LogLevels, 'levelOf'>
  readonly #processId: string

  /** @param options.processId the node that runs them, for their logs */
  constructor(options: {
    clock: Clock
    logs: Pick<MessageLogWriter, 'begin' | 'end' | 'announce'>
    levels: Pick<LogLevels, 'levelOf'>
    processId: string
  }) {
    this.#clock = options.clock
    this.#logs = options.logs
    this.#levels = options.levels
    this.#processId = options.processId
  }

  /** A fresh exchange for one message of this flow, with the headers and properties that every message has. */
  open(flow: RunningFlow, correlationId?: string, body: Body = Body.empty): Exchange {
    const now = this.#clock.now()
    const identity = { messageGuid: messageGuid(now), correlationId: correlationId ?? messageGuid(now), start: now, retries: 0 }
    return this.reopen(flow, identity, body)
  }

  /** A fresh exchange for a message that is in the log already: it has its identity, and a run of its own. */
  reopen(flow: RunningFlow, identity: MessageIdentity, body: Body = Body.empty): Exchange {
    const now = this.#clock.now()
    const runId = messageGuid(now)
    const logLevel = this.#levels.levelOf(flow.flowId)
    const log = this.#log(flow, identity, logLevel, this.#recorder(runId, logLevel))
    const exchange = new Exchange(log, now, body)
    exchange.clock = this.#clock
    exchange.headers.set(GUID_NAME, log.messageGuid)
    exchange.headers.set(CORRELATION_HEADER, log.correlationId)
    exchange.properties.set(GUID_NAME, log.messageGuid)
    exchange.properties.set(RUN_PROPERTY, runId)
    exchange.properties.set(`${LEVEL_PROPERTY}_Overall`, logLevel)
    exchange.properties.set(`${LEVEL_PROPERTY}_Internal`, logLevel)
    exchange.properties.set(`${LEVEL_PROPERTY}_External`, 'NONE')
    exchange.properties.set(LOG_CONFIGURATION, { logLevel })
    return exchange
  }

  /** Shows a message in the log as in process that is run later with this identity. */
  announce(flow: RunningFlow, identity: MessageIdentity): void {
    this.#logs.announce(this.#log(flow, identity, this.#levels.levelOf(flow.flowId)))
  }

  #log(flow: RunningFlow, identity: MessageIdentity, logLevel: LogLevel, run?: RunRecorder): MessageLog {
    const { id: flowId, name: flowName, packageId } = flow.artifact
    return new MessageLog({ ...identity, flowId, flowName, packageId, packageName: flow.packageName, logLevel, run })
  }

  #recorder(id: string, level: LogLevel): RunRecorder | undefined {
    if (level === 'NONE') return undefined
    return new RunRecorder({ id, level, processId: this.#processId, clock: this.#clock })
  }

  /** Runs the message to its end, logs it and throws its failure. A failure before the flow, such as a body that is too large, comes as `prepare`'s. */
  async run(flow: RunningFlow, entry: Entry, exchange: Exchange, prepare: () => Promise<void> = async () => {}): Promise<void> {
    const { log } = exchange
    log.sender = entry.sender
    this.#logs.begin(log)
    try {
      await flow.inFlight.track(async () => {
        await prepare()
        const ending = await entry.run(exchange)
        if (log.cancelled) throw new SluiceError('processing-failed', 'The message was cancelled')
        log.status = ending === 'escalated' ? 'ESCALATED' : 'COMPLETED'
      })
    } catch (failure) {
      log.status = log.cancelled ? 'CANCELLED' : log.isRetried ? 'RETRY' : 'FAILED'
      log.error = describeFailure(failure)
      throw failure
    } finally {
      readLogValues(exchange)
      log.run?.finish(exchange)
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
