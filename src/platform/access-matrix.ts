import type { CallTarget } from '../identity/call-target.ts'
import type { Explainer, Verdict } from '../identity/explain.ts'
import type { Application } from '../store/clients.ts'
import type { Store } from '../store/store.ts'
import type { Dialect } from '../store/subaccounts.ts'

/** Something that can be called, with the names under which an administrator knows it. */
export interface Callable extends CallTarget {
  /** `area`: a task of the management API. */
  readonly kind: 'endpoint' | 'area'
  /** Address of an endpoint, name of an area. */
  readonly name: string
  /** Id of the integration flow. */
  readonly artifact: string | null
  readonly url: string | null
}

export interface AccessCaller {
  readonly clientId: string
  readonly name: string
  readonly dialect: Dialect | null
  readonly application: Application | null
}

export type CalledThing = Pick<Callable, 'kind' | 'name' | 'artifact' | 'url'>

/** Whether a client may call something, and why. */
export interface Access {
  readonly caller: AccessCaller
  readonly target: CalledThing
  readonly verdict: Verdict
}

export interface AccessMatrixOptions {
  readonly store: Pick<Store, 'clients' | 'subaccounts'>
  readonly explainer: Pick<Explainer, 'client'>
  /** Endpoints of deployed flows and areas of the management API. */
  readonly callables: () => readonly Callable[]
  readonly targetOf: (address: string, method?: string) => CallTarget
}

export interface AccessQuestion {
  readonly clientId?: string | undefined
  /** URL, path, address of a sender channel, id of a flow or name of an area. */
  readonly endpoint?: string | undefined
  /** For a path of the management API. */
  readonly method?: string | undefined
  readonly kind?: Callable['kind'] | undefined
  /** Part of an id or a name, in any case. */
  readonly clientSearch?: string | undefined
  /** Part of an address, a flow's id or the name of an area, in any case. */
  readonly endpointSearch?: string | undefined
  /** The first so many of each. */
  readonly clientLimit?: number | undefined
  readonly endpointLimit?: number | undefined
}

/** Who may call what, and why. The guard that decides on calls decides here too; nothing is sent and nothing is recorded. */
export class AccessMatrix {
  readonly #options: AccessMatrixOptions

  constructor(options: AccessMatrixOptions) {
    this.#options = options
  }

  /** One answer per client and thing, in this order. A client that does not exist is refused like a stranger. */
  async answers(question: AccessQuestion): Promise<Access[]> {
    const targets = this.#targets(question).slice(0, question.endpointLimit)
    const callers = (await this.#callers(question)).slice(0, question.clientLimit)
    return Promise.all(callers.flatMap((caller) => targets.map(({ thing, targetOf }) => this.#answer(caller, thing, targetOf))))
  }

  async #answer(caller: AccessCaller, target: CalledThing, targetOf: () => CallTarget): Promise<Access> {
    return { caller, target, verdict: await this.#options.explainer.client(caller.clientId, targetOf) }
  }

  /** Sorted by id. */
  async #callers({ clientId, clientSearch = '' }: AccessQuestion): Promise<AccessCaller[]> {
    const { clients, subaccounts } = this.#options.store
    const dialects = new Map((await subaccounts.list()).map(({ id, dialect }) => [id, dialect]))
    const all = await clients.list()
    const callers = all.map((client): AccessCaller => {
      const { clientId: id, name, application, subaccountId } = client
      return { clientId: id, name, application, dialect: dialects.get(subaccountId) ?? null }
    })
    if (clientId === undefined) {
      const found = callers.filter((caller) => has([caller.clientId, caller.name], clientSearch))
      return found.sort((a, b) => a.clientId.localeCompare(b.clientId))
    }
    return [callers.find((caller) => caller.clientId === clientId) ?? { clientId, name: '', dialect: null, application: null }]
  }

  #targets({ endpoint, method, kind, endpointSearch = '' }: AccessQuestion): { thing: CalledThing; targetOf: () => CallTarget }[] {
    const all = this.#options
      .callables()
      .filter((callable) => (kind ?? callable.kind) === callable.kind && has([callable.name, callable.artifact ?? ''], endpointSearch))
    const known = endpoint === undefined ? all : all.filter((callable) => isNamed(callable, endpoint))
    if (endpoint === undefined || known.length > 0) return known.map((callable) => ({ thing: thingOf(callable), targetOf: () => callable }))
    const thing = { kind: 'endpoint', name: endpoint, artifact: null, url: null } as const
    return [{ thing, targetOf: () => this.#options.targetOf(endpoint, method) }]
  }
}

const has = (texts: readonly string[], part: string): boolean => texts.some((text) => text.toLowerCase().includes(part.toLowerCase()))

const thingOf = ({ kind, name, artifact, url }: Callable): CalledThing => ({ kind, name, artifact, url })

const isNamed = ({ name, artifact, url }: Callable, wanted: string): boolean => wanted === name || wanted === artifact || wanted === url
