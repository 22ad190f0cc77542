import type { Channel, FlowNode } from '../iflow/model.ts'
import type { AdapterDefinition } from './define-adapter.ts'
import type { StepDefinition } from './define-step.ts'

/** Looks up what implements an element. Built once from the explicit lists in `steps/index.ts` and `adapters/index.ts`. */
export class Registry {
  readonly #steps = new Map<string, StepDefinition>()
  readonly #adapters = new Map<string, AdapterDefinition>()

  constructor(steps: readonly StepDefinition[], adapters: readonly AdapterDefinition[]) {
    for (const step of steps) put(this.#steps, stepKey(step.activity, step.variant ?? ''), step)
    for (const adapter of adapters) put(this.#adapters, adapterKey(adapter.adapter, adapter.direction, adapter.protocol ?? ''), adapter)
  }

  step(node: FlowNode): StepDefinition | undefined {
    return this.#steps.get(stepKey(node.activity, node.variant)) ?? this.#steps.get(stepKey(node.activity, ''))
  }

  adapter(channel: Channel): AdapterDefinition | undefined {
    const { adapter, direction, protocol } = channel
    return this.#adapters.get(adapterKey(adapter, direction, protocol)) ?? this.#adapters.get(adapterKey(adapter, direction, ''))
  }
}

const stepKey = (activity: string, variant: string): string => `${activity}/${variant}`
const adapterKey = (adapter: string, direction: string, protocol: string): string => `${adapter}/${direction}/${protocol}`

function put<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.has(key)) throw new Error(`Two definitions for ${key}`)
  map.set(key, value)
}
