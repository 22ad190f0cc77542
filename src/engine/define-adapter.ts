import type { Channel } from '../iflow/model.ts'
import type { HttpRequest, HttpResponse } from '../kernel/http.ts'
import type { FlowContext, ReceiverChannel } from './define-step.ts'
import type { Exchange } from './exchange.ts'
import type { Config, Fields } from './fields.ts'
import type { PollingChannel, PollTrigger } from './poll.ts'

/** One adapter and direction, declared once; one file in `adapters/` and one line in `adapters/index.ts`. */
export type AdapterDefinition<F extends Fields = Fields> = ReceiverDefinition<F> | SenderDefinition<F> | PollingDefinition<F>

interface AdapterCommon<F extends Fields> {
  /** `Channel.adapter` that it implements. */
  readonly adapter: string
  /** `Channel.protocol`; absent when one file serves every protocol of the adapter. */
  readonly protocol?: string
  readonly label: string
  readonly doc: string
  /** As in `StepDefinition`. */
  readonly limits?: string
  /** As in `StepDefinition`. */
  readonly since?: string
  readonly fields: F
}

export interface ReceiverDefinition<F extends Fields = Fields> extends AdapterCommon<F> {
  readonly direction: 'receiver'
  /** Sends streamed bodies on without keeping them; absent: the engine buffers the body first. */
  readonly acceptsStreams?: boolean
  compile(config: Config<F>, context: AdapterContext): ReceiverChannel | Promise<ReceiverChannel>
}

export interface SenderDefinition<F extends Fields = Fields> extends AdapterCommon<F> {
  readonly direction: 'sender'
  readonly polls?: false
  compile(config: Config<F>, context: AdapterContext): Trigger | Promise<Trigger>
}

/** A sender that a step in the middle of a flow asks for a message, instead of one that begins a flow. */
export interface PollingDefinition<F extends Fields = Fields> extends AdapterCommon<F> {
  readonly direction: 'sender'
  readonly polls: true
  compile(config: Config<F>, context: AdapterContext): PollingChannel | Promise<PollingChannel>
}

export interface AdapterContext {
  readonly channel: Channel
  readonly flow: FlowContext
  fail(construct: string, reason: string): never
}

/** What starts a flow. The runtime registers each kind where it belongs. */
export type Trigger = HttpTrigger | ProcessDirectTrigger | ScheduleTrigger | PollTrigger

export interface HttpTrigger {
  readonly kind: 'http'
  /** First path segment: `/http` or `/cxf`. */
  readonly mount: '/http' | '/cxf'
  /** Address below the mount as configured, beginning with `/`, without the `/*` suffix. */
  readonly address: string
  /** Serves everything below the address too. */
  readonly wildcard: boolean
  /** As `ServiceEndpoints.Protocol` shows it. */
  readonly protocol: 'REST' | 'SOAP'
  /** Role that the caller needs; `undefined` when the channel demands a client certificate instead. */
  readonly role: string | undefined
  /** Certificates that may call, when the channel demands one. */
  readonly clientCertificates: readonly { subjectDn: string; issuerDn: string }[]
  readonly csrfProtected: boolean
  /** Bytes. */
  readonly maximumBodySize: number
  /** Fills headers, properties and body of a fresh exchange from the request. */
  receive(request: HttpRequest, exchange: Exchange): Promise<void>
  /** The answer of a message that ended well. */
  respond(exchange: Exchange): HttpResponse
  /** The answer of a message that failed. */
  respondFailure(error: Error, exchange: Exchange): HttpResponse
}

export interface ProcessDirectTrigger {
  readonly kind: 'process-direct'
  readonly address: string
  /** Whether a header of the sending flow comes along; absent: every one does. Properties never do. */
  accepts?(header: string): boolean
}

export interface ScheduleTrigger {
  readonly kind: 'schedule'
  readonly schedule: Schedule
}

/** When a timer fires. */
export type Schedule =
  | { readonly kind: 'once' }
  /** Cron expressions with seconds and year: `sec min hour day-of-month month day-of-week year`. */
  | {
      readonly kind: 'cron'
      readonly expressions: readonly string[]
      readonly timeZone: string | undefined
      readonly startAt: number | undefined
      readonly endAt: number | undefined
    }

/** Identity function that infers the field types of a receiver. */
export function defineReceiver<const F extends Fields>(definition: Omit<ReceiverDefinition<F>, 'direction'>): AdapterDefinition {
  return { ...definition, direction: 'receiver' } as unknown as AdapterDefinition
}

/** Identity function that infers the field types of a sender. */
export function defineSender<const F extends Fields>(definition: Omit<SenderDefinition<F>, 'direction'>): AdapterDefinition {
  return { ...definition, direction: 'sender' } as unknown as AdapterDefinition
}

/** Identity function that infers the field types of a sender that is asked in the middle of a flow. */
export function definePolling<const F extends Fields>(definition: Omit<PollingDefinition<F>, 'direction' | 'polls'>): AdapterDefinition {
  return { ...definition, direction: 'sender', polls: true } as unknown as AdapterDefinition
}
