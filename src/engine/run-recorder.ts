import type { Clock } from '../kernel/clock.ts'
import { messageOf } from '../kernel/errors.ts'
import type { LogLevel } from '../store/log-levels.ts'
import { StepError } from './errors.ts'
import type { Exchange } from './exchange.ts'
import type { ObservedElement, ObservedStep, StepObserver } from './step-observer.ts'
import { type TraceCapture, TraceRecorder } from './trace-recorder.ts'
import { MessageEnded } from './walk.ts'

/** Steps that are kept of one run, the last ones; 50 is the product's number (SAP Help, “Setting Log Levels”). */
const STEPS_KEPT: Readonly<Record<LogLevel, number>> = { NONE: 0, ERROR: 50, INFO: 50, DEBUG: 2000, TRACE: 2000 }

const MAIN_BRANCH = '0'

export interface RecordedStep {
  /** Position among all steps of the run, from 1. */
  readonly childCount: number
  readonly element: ObservedElement
  readonly branchId: string
  readonly start: number
  readonly stop: number | undefined
  readonly status: 'PROCESSING' | 'COMPLETED' | 'FAILED'
  /** Why this step failed; a step that only passes on the failure of one inside it has none. */
  readonly error: string | undefined
  /** What a script said about this step. */
  readonly properties: readonly { readonly name: string; readonly value: string }[]
  readonly traces: readonly TraceCapture[]
}

export interface RunOptions {
  readonly id: string
  readonly level: LogLevel
  /** The node that runs it. */
  readonly processId: string
  readonly clock: Clock
}

/** Records the steps of one message, as much of them as the log level says. */
export class RunRecorder implements StepObserver {
  readonly id: string
  readonly level: LogLevel
  readonly processId: string
  readonly start: number
  readonly trace: TraceRecorder | undefined
  readonly readsBodies: boolean
  readonly #clock: Clock
  readonly #limit: number
  /** Slot of a step: its position modulo the limit. */
  readonly #kept: Step[] = []
  readonly #branches = new WeakMap<Exchange, string>()
  #said: SaidProperties | undefined
  #main: Exchange | undefined
  #branchCount = 0
  #latest: Step | undefined
  #count = 0

  constructor({ id, level, processId, clock }: RunOptions) {
    this.id = id
    this.level = level
    this.processId = processId
    this.start = clock.now()
    this.trace = level === 'TRACE' ? new TraceRecorder() : undefined
    this.readsBodies = this.trace !== undefined
    this.#clock = clock
    this.#limit = STEPS_KEPT[level]
  }

  begin(element: ObservedElement, exchange: Exchange): ObservedStep {
    this.#said ??= new SaidProperties(exchange.log.properties)
    const step = new Step(++this.#count, element, this.#branchOf(exchange), this.#clock, this.#said)
    if (this.trace) step.traces = [this.trace.capture(exchange)]
    this.#kept[(step.childCount - 1) % this.#limit] = step
    this.#latest = step
    return step
  }

  /** Keeps what the message is at its end, as a second trace of the last step. */
  finish(exchange: Exchange): void {
    const before = this.#latest?.traces[0]
    if (!this.trace || !before) return
    const after = this.trace.capture(exchange)
    const changed = (['payload', 'headers', 'exchangeProperties'] as const).some((part) => after[part] !== before[part])
    if (changed) this.#latest!.traces = [before, after]
  }

  /** In the order in which they began. */
  steps(): RecordedStep[] {
    return this.#kept.toSorted((a, b) => a.childCount - b.childCount)
  }

  /** A copy of the message on which steps run is a branch of its own. */
  #branchOf(exchange: Exchange): string {
    this.#main ??= exchange
    if (exchange === this.#main) return MAIN_BRANCH
    const known = this.#branches.get(exchange)
    if (known) return known
    const branch = String(++this.#branchCount)
    this.#branches.set(exchange, branch)
    return branch
  }
}

class Step implements RecordedStep, ObservedStep {
  readonly childCount: number
  readonly element: ObservedElement
  readonly branchId: string
  readonly start: number
  stop: number | undefined
  status: RecordedStep['status'] = 'PROCESSING'
  error: string | undefined
  properties: RecordedStep['properties'] = NONE
  traces: RecordedStep['traces'] = NONE
  readonly #clock: Clock
  readonly #said: SaidProperties

  constructor(childCount: number, element: ObservedElement, branchId: string, clock: Clock, said: SaidProperties) {
    this.childCount = childCount
    this.element = element
    this.branchId = branchId
    this.start = clock.now()
    this.#clock = clock
    this.#said = said
  }

  end(failure?: unknown): void {
    this.stop = this.#clock.now()
    const failed = failure !== undefined && !(failure instanceof MessageEnded)
    this.status = failed ? 'FAILED' : 'COMPLETED'
    if (failed && isOwn(failure, this.element)) this.error = messageOf(failure)
    this.properties = this.#said.take()
  }
}

/** What steps write into the log of their message; each pair belongs to the step that ends first after it was written. */
class SaidProperties {
  readonly #all: ReadonlyMap<string, string>
  #taken = 0

  constructor(all: ReadonlyMap<string, string>) {
    this.#all = all
  }

  take(): RecordedStep['properties'] {
    if (this.#all.size === this.#taken) return NONE
    const pairs = [...this.#all].slice(this.#taken)
    this.#taken = this.#all.size
    return pairs.map(([name, value]) => ({ name, value }))
  }
}

const NONE: readonly never[] = []

const isOwn = (failure: unknown, element: ObservedElement): boolean => !(failure instanceof StepError) || failure.elementId === element.id
