import type { HttpTrigger } from '../engine/define-adapter.ts'
import type { Entry } from '../engine/plan.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { RunningFlow } from './running-flow.ts'

/** An HTTP address with the flow that serves it. */
export interface BoundEndpoint {
  readonly trigger: HttpTrigger
  readonly flow: RunningFlow
  readonly entry: Entry
}

/**
 * Addresses of the tenant. They compare without case, are unique, and a `/*` address serves everything below it; the longest
 * one wins (contract odata-api.md §6). Router and guard both decide on what `find` returns.
 */
export class EndpointTable {
  readonly #exact = new Map<string, BoundEndpoint>()
  readonly #below = new Map<string, BoundEndpoint>()

  /** Throws `conflict` when another flow holds the address. */
  add(endpoint: BoundEndpoint): void {
    const { trigger } = endpoint
    const key = keyOf(trigger.mount + trigger.address)
    const map = trigger.wildcard ? this.#below : this.#exact
    const holder = map.get(key)
    if (holder) throw new SluiceError('conflict', `The address ${displayAddress(trigger)} is in use by ${holder.flow.flowId}`)
    map.set(key, endpoint)
  }

  removeOwner(flow: RunningFlow): void {
    for (const map of [this.#exact, this.#below]) {
      for (const [key, endpoint] of map) if (endpoint.flow === flow) map.delete(key)
    }
  }

  /** @param path normalised request path, mount included */
  find(path: string): BoundEndpoint | undefined {
    let key = keyOf(path)
    const exact = this.#exact.get(key)
    if (exact) return exact
    while (key !== '') {
      const endpoint = this.#below.get(key)
      if (endpoint) return endpoint
      key = key.slice(0, Math.max(key.lastIndexOf('/'), 0))
    }
    return undefined
  }

  all(): BoundEndpoint[] {
    return [...this.#exact.values(), ...this.#below.values()]
  }
}

/** The address as it was configured. */
export const displayAddress = (trigger: HttpTrigger): string => trigger.address + (trigger.wildcard ? '/*' : '')

/** Lower case, no slash at the end. */
const keyOf = (path: string): string => path.toLowerCase().replace(/\/$/, '')
