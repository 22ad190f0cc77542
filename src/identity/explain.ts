import type { RefusalStore, StoredRefusal } from '../store/refusals.ts'
import type { Store } from '../store/store.ts'
import type { CallTarget } from './call-target.ts'
import { type Guard, grantingRoles } from './guard.ts'
import type { Need, Principal } from './principal.ts'
import type { RefusalLog } from './refusal-log.ts'
import { describeCause, type Facts, Refusal } from './refusals.ts'

/** A refused call in words. */
export interface Explanation {
  readonly requestId: string
  /** ISO 8601. */
  readonly time: string
  readonly method: string
  readonly path: string
  readonly remoteAddress: string
  readonly clientId: string | null
  readonly status: number
  readonly cause: string
  /** What the caller was told. */
  readonly text: string
  readonly happened: string
  readonly needed: readonly string[]
  readonly held: readonly string[]
  readonly remedy: string
  readonly facts: Facts
}

/** What would happen to a call, and the roles by which it may pass. */
export type Verdict =
  | { readonly accepted: true; readonly principal: Principal; readonly through: readonly string[] }
  | ({ readonly accepted: false } & Pick<Explanation, 'status' | 'cause' | 'text' | 'happened' | 'needed' | 'held' | 'remedy' | 'facts'>)

export interface ExplainerOptions {
  readonly store: { readonly refusals: RefusalStore } & Pick<Store, 'clients' | 'services'>
  readonly log: RefusalLog
  readonly guard: Guard
}

/** Answers "why was this refused, and what do I do". */
export class Explainer {
  readonly #options: ExplainerOptions

  constructor(options: ExplainerOptions) {
    this.#options = options
  }

  /** The refusal of the request with this id, as its `x-request-id` header said. */
  async request(requestId: string): Promise<Explanation | undefined> {
    const { log, store } = this.#options
    await log.flush()
    const refusal = await store.refusals.find(requestId)
    return refusal && this.#explain(refusal)
  }

  /** Refusals, newest first; the last one is `list({ limit: 1 })`. */
  async list(filter: Parameters<RefusalStore['list']>[0]): Promise<Explanation[]> {
    const { log, store } = this.#options
    await log.flush()
    return Promise.all((await store.refusals.list(filter)).map((refusal) => this.#explain(refusal)))
  }

  /** How often each cause was met among the refusals that are kept, since a time or ever, the most frequent first. */
  async causes(since?: number): ReturnType<RefusalStore['countCauses']> {
    const { log, store } = this.#options
    await log.flush()
    return store.refusals.countCauses(since)
  }

  /** What a call with this token would be answered. */
  token(token: string, targetOf: () => CallTarget): Promise<Verdict> {
    return this.#judge(targetOf, (need) => this.#options.guard.authorizeToken(token, need))
  }

  /** What a call of this client would be answered, once it proved who it is. */
  client(clientId: string, targetOf: () => CallTarget): Promise<Verdict> {
    return this.#judge(targetOf, (need) => this.#options.guard.authorizeClient(clientId, need))
  }

  /** Makes the checks that a call would meet; nothing is sent and nothing is recorded. */
  async #judge(targetOf: () => CallTarget, authorize: (need: Need) => Promise<Principal>): Promise<Verdict> {
    try {
      const target = targetOf()
      const principals = await Promise.all(target.needs.map(authorize))
      target.requireFound()
      const through = principals.flatMap((principal, index) => grantingRoles(principal, target.needs[index]!))
      return { accepted: true, principal: principals[0]!, through: [...new Set(through)] }
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      const { reason: cause, status, message: text } = thrown
      return { accepted: false, status, cause, text, ...(await this.#describe(cause, thrown.facts)) }
    }
  }

  async #explain(refusal: StoredRefusal): Promise<Explanation> {
    const { requestId, method, path, remoteAddress, clientId, status, cause, text } = refusal
    const time = new Date(refusal.time).toISOString()
    const description = await this.#describe(cause, refusal.facts as Facts)
    return { requestId, time, method, path, remoteAddress, clientId, status, cause, text, ...description }
  }

  async #describe(cause: string, given: Facts) {
    const facts = await this.#withInstance(given)
    return { ...describeCause(cause, facts), needed: facts.needed ?? [], held: facts.held ?? [], facts }
  }

  /** The instance that owns the client, for commands that name it; looked up when asked, never while refusing. */
  async #withInstance(facts: Facts): Promise<Facts> {
    const { clients, services } = this.#options.store
    const found = facts.clientId === undefined ? undefined : await clients.find(facts.clientId)
    const id = found?.client.instanceId
    if (!id) return facts
    const [instance] = await services.instances({ id })
    return instance === undefined ? facts : { ...facts, instance: instance.name }
  }
}
