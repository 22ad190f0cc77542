import type { AdapterDefinition, ReceiverDefinition } from '../../engine/define-adapter.ts'
import { defineReceiver, defineSender } from '../../engine/define-adapter.ts'
import type { StepDefinition } from '../../engine/define-step.ts'
import { Registry } from '../../engine/registry.ts'
import type { Channel } from '../../iflow/model.ts'
import type { StubSketch } from '../format/stub.ts'
import { calledThrough, isNamed } from './recorded-call.ts'
import { answerReplaced, type StubbedCalls, stubbedServices } from './stubbed-services.ts'

/** Adapter of the channel by which a test puts a message into a flow. */
export const TEST_SENDER = 'Test'

/** Receivers that reach other systems by the services alone; every other channel must be replaced. */
const THROUGH_SERVICES = new Set(['HTTP', 'HCIOData', 'ProcessDirect'])

export interface StubbedRegistryOptions {
  readonly steps: readonly StepDefinition[]
  readonly adapters: readonly AdapterDefinition[]
  readonly stubs: readonly StubSketch[]
  readonly calls: StubbedCalls
}

/** The registry of a test: no receiver channel reaches another system, and channels of adapters that are not here are stubs. */
export class StubbedRegistry extends Registry {
  readonly #options: StubbedRegistryOptions

  constructor(options: StubbedRegistryOptions) {
    super(options.steps, options.adapters)
    this.#options = options
  }

  override adapter(channel: Channel): AdapterDefinition | undefined {
    if (channel.adapter === TEST_SENDER) return testSender
    const known = super.adapter(channel)
    if (channel.direction === 'sender') return known ?? silentSender
    if (known?.direction !== 'receiver' || !THROUGH_SERVICES.has(channel.adapter) || this.#isReplaced(channel))
      return this.#replaced(channel)
    return this.#stubbed(known)
  }

  #isReplaced(channel: Channel): boolean {
    return this.#options.stubs.some(({ receiver = '', replaceChannel }) => replaceChannel && isNamed(calledThrough(channel), receiver))
  }

  #stubbed(definition: ReceiverDefinition): AdapterDefinition {
    return {
      ...definition,
      compile: (config, context) => {
        const services = stubbedServices(context.channel, context.flow.services, this.#options.calls)
        return definition.compile(config, { ...context, flow: { ...context.flow, services } })
      },
    }
  }

  #replaced({ adapter }: Channel): AdapterDefinition {
    const { calls } = this.#options
    return defineReceiver({
      adapter,
      label: `${adapter} receiver`,
      doc: 'Stands for the channel.',
      fields: {},
      compile:
        (_config, { channel, flow }) =>
        (exchange) =>
          answerReplaced(channel, exchange, flow.services, calls),
    })
  }
}

const testSender = defineSender({
  adapter: TEST_SENDER,
  label: 'Test',
  doc: 'Takes the message of a test.',
  fields: {},
  compile: (_config, { channel }) => ({ kind: 'process-direct', address: channel.id }),
})

/** A sender that is not supported here never sends: a test puts its messages in. */
const silentSender = defineSender({
  adapter: 'Any',
  label: 'Sender',
  doc: 'Sends nothing.',
  fields: {},
  compile: () => ({ kind: 'schedule', schedule: { kind: 'once' } }),
})
