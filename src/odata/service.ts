import type { Clock } from '../kernel/clock.ts'
import type { CsrfProtection } from '../kernel/csrf.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../kernel/http.ts'
import type { Logger } from '../kernel/logger.ts'
import { collectionAnswer, entityAnswer, metadataAnswer, type Style, serviceDocumentAnswer, textAnswer } from './answer.ts'
import { answerBatch, type BatchHost } from './batch.ts'
import { type Change, changeOf, changeOfCall } from './change.ts'
import type { EntitySet, Reply } from './entity-set.ts'
import { errorResponse } from './error-body.ts'
import { badRequest } from './failure.ts'
import { metadataDocument } from './metadata.ts'
import { type Declarations, Model } from './model.ts'
import { acceptedFormat, type Format, negotiate } from './negotiation.ts'
import { expandPermissions, permissionsOf } from './permissions.ts'
import { everything } from './projection.ts'
import { parseQueryOptions, type QueryOptions } from './query-options.ts'
import { parseQueryString, type QueryParameters } from './query-string.ts'
import { read } from './read.ts'
import { represent } from './representation.ts'
import { readBytes, readJsonBody } from './request-body.ts'
import { likenessOf, type Resource, resolvePath, targetSet } from './resource.ts'
import { call, type Modification, modify, takesContent } from './write.ts'

/** Who is calling, as far as the protocol cares. */
export interface Caller {
  readonly user: string
  /** The program that calls, where it is another than the user. */
  readonly clientId?: string | undefined
  /** Roles that declarations may ask for beside permissions; `all` for who may do everything. None by default. */
  readonly roles?: ReadonlySet<string> | 'all'
  /** Bearer callers need no CSRF token. */
  readonly bearer: boolean
}

export interface ServiceOptions<C, P> extends Declarations<C, P> {
  /** Absolute address of the service, without trailing slash; all links begin with it. */
  root(): string
  /** Paths under which the service is reached, each without trailing slash. */
  readonly prefixes: readonly string[]
  /** Resolves when the caller holds the permission (`undefined`: is anybody at all); throws otherwise. */
  authorize(request: HttpRequest, permission: P | undefined, resource: string): Promise<Caller>
  /** What operations may use on behalf of a caller. */
  contextFor(caller: Caller, request: HttpRequest): C
  /** The error for a modifying request without the CSRF token that it needs. */
  refuseCsrf(request: HttpRequest, caller: Caller): SluiceError
  /**
   * Hears of every call that is denied: by `authorize`, for want of a CSRF token, or with 403, 405, 413 and 415. `text` is what the
   * caller reads in the error; `null` = no words.
   */
  onRefusal(request: HttpRequest, refusal: SluiceError, text: string | null): void
  /**
   * The answer to a call that `authorize` or `refuseCsrf` denied, where what stands in front of the service words it; whoever gives one
   * keeps the refusal, and `onRefusal` does not hear of it. Parts of a batch have no such answer: they are errors of OData always.
   */
  renderDenied?(request: HttpRequest, refusal: SluiceError): HttpResponse | undefined
  /**
   * Does the work of a changeset with a context whose changes are kept when it resolves, and given up when it rejects. Without it,
   * what was done before a request of a changeset failed stays done.
   */
  atomically?<T>(context: C, work: (context: C) => Promise<T>): Promise<T>
  /** Hears of every change that was made and kept; the answer waits for it. */
  onChange?(request: HttpRequest, change: Change, context: C): Promise<void>
  readonly csrf: CsrfProtection
  readonly clock: Clock
  readonly logger: Logger
  /** Largest request body in bytes. */
  readonly bodyLimit: number
}

/** What one request is about, or why that cannot be said; the caller is identified before he learns either. */
interface Plan<C, P> {
  readonly resource: Resource<C, P>
  readonly parameters: QueryParameters
  readonly options: QueryOptions | undefined
  readonly permissions: readonly P[]
  /** Path below the service root, encoded, without slashes at its ends. */
  readonly path: string
  readonly format: Format
}

/**
 * An OData V2 service from declarations. Expects `request.path` still encoded. HEAD is answered like GET; leaving out the body
 * is the server's part.
 */
export function createODataService<C, P>(options: ServiceOptions<C, P>): HttpHandler {
  const service = new ODataService(options)
  return (request) => service.handle(request)
}

class ODataService<C, P> {
  readonly #options: ServiceOptions<C, P>
  readonly #model: Model<C, P>
  readonly #metadata: string

  constructor(options: ServiceOptions<C, P>) {
    this.#options = options
    this.#model = new Model(options)
    this.#metadata = metadataDocument(this.#model)
  }

  async handle(request: HttpRequest): Promise<HttpResponse> {
    try {
      return await this.#answer(request)
    } catch (error) {
      return this.#render(error, request)
    }
  }

  async #answer(request: HttpRequest): Promise<HttpResponse> {
    const plan = attempt(() => this.#plan(request))
    const caller = await this.#authorize(request, plan)
    const csrf = this.#options.csrf.headersFor(request, caller.user)
    if ('error' in plan) return withHeaders(this.#render(plan.error, request), csrf)
    this.#checkCsrf(request, caller)
    const context = this.#options.contextFor(caller, request)
    const isBatch = plan.value.resource.kind === 'batch'
    const response = await (isBatch ? this.#batch(request, context) : this.#performAlone(request, plan.value, context))
    return withHeaders(response, csrf)
  }

  #batch(request: HttpRequest, context: C): Promise<HttpResponse> {
    const host: BatchHost<Plan<C, P>> = {
      prepare: async (part) => {
        const plan = attempt(() => this.#plan(part))
        await this.#authorize(request, plan, part.path)
        if ('error' in plan) throw plan.error
        if (plan.value.resource.kind === 'batch') throw badRequest('A batch has no batches inside.')
        return plan.value
      },
      likeness: ({ resource, path }) => likenessOf(resource, path),
      perform: (part, prepared) => this.#performAlone(part, this.#planLike(prepared, part), context),
      atomically: (work) => this.#atomically(context, work),
      render: (error, part) => this.#renderError(error, part),
      prefix: this.#options.prefixes[0]!,
      limit: this.#options.bodyLimit,
    }
    return answerBatch(request, host)
  }

  /** Changes are told when all of them are kept. */
  async #atomically<T>(context: C, work: (perform: BatchHost<Plan<C, P>>['perform']) => Promise<T>): Promise<T> {
    const { atomically = (given, run) => run(given), onChange } = this.#options
    const changes: [HttpRequest, Change][] = []
    const result = await atomically(context, (kept) =>
      work((part, prepared) =>
        this.#perform(part, this.#planLike(prepared, part), kept, async (change) => void changes.push([part, change])),
      ),
    )
    await Promise.all(changes.map(([part, change]) => onChange?.(part, change, context)))
    return result
  }

  /** The plan for a request whose address may have got its key since its caller was checked. */
  #planLike({ permissions }: Plan<C, P>, request: HttpRequest): Plan<C, P> {
    const plan = this.#plan(request)
    if (plan.permissions.every((permission) => permissions.includes(permission))) return plan
    throw badRequest(`The address ${request.path} is not one of those that the changeset began with.`)
  }

  #plan(request: HttpRequest): Plan<C, P> {
    const parameters = parseQueryString(request.query)
    const path = this.#belowRoot(request.path)
    const resource = resolvePath(this.#model, path)
    const permissions = permissionsOf(resource, request.method)
    const options = resource.kind === 'entities' && isReading(request) ? this.#queryOptions(resource, parameters) : undefined
    const expanded = options === undefined ? [] : expandPermissions(this.#model, this.#setOf(resource), options.projection)
    return { resource, parameters, options, path, permissions: [...permissions, ...expanded], format: negotiate(request, parameters) }
  }

  #queryOptions(resource: Resource<C, P>, parameters: QueryParameters): QueryOptions {
    return parseQueryOptions(parameters, this.#setOf(resource), this.#model)
  }

  #setOf(resource: Resource<C, P>): EntitySet<C, P> {
    if (resource.kind !== 'entities') throw new Error('Only entities have a set')
    return targetSet(resource)
  }

  #belowRoot(path: string): string {
    const owner = this.#options.prefixes
      .filter((prefix) => path === prefix || path.startsWith(`${prefix}/`))
      .sort((a, b) => b.length - a.length)[0]
    return path.slice(owner?.length ?? 0).replace(/^\/+|\/+$/g, '')
  }

  /** The caller is who sent the request; a part of a batch names its own resource. */
  async #authorize(request: HttpRequest, plan: Attempt<Plan<C, P>>, resource: string = request.path): Promise<Caller> {
    const [first, ...others] = new Set('value' in plan ? plan.value.permissions : [])
    try {
      const caller = await this.#options.authorize(request, first, resource)
      for (const permission of others) await this.#options.authorize(request, permission, resource)
      return caller
    } catch (error) {
      throw error instanceof SluiceError && error.status < 500 ? new Denied(error, DENIED_HEADERS[error.status] ?? {}) : error
    }
  }

  #checkCsrf(request: HttpRequest, caller: Caller): void {
    if (isReading(request) || caller.bearer || this.#options.csrf.accepts(request, caller.user)) return
    throw new Denied(this.#options.refuseCsrf(request, caller), { 'X-CSRF-Token': 'Required' })
  }

  #performAlone(request: HttpRequest, plan: Plan<C, P>, context: C): Promise<HttpResponse> {
    return this.#perform(request, plan, context, async (change) => this.#options.onChange?.(request, change, context))
  }

  async #perform(request: HttpRequest, plan: Plan<C, P>, context: C, changed: (change: Change) => Promise<void>): Promise<HttpResponse> {
    const { resource, parameters, options, path } = plan
    const style: Style = { format: plan.format, root: this.#options.root(), now: this.#options.clock.now() }
    if (resource.kind === 'service-document') return serviceDocumentAnswer([...this.#model.sets.keys()], style)
    if (resource.kind === 'metadata') return metadataAnswer(this.#metadata)
    if (resource.kind === 'function') {
      const set = resource.function.returns === undefined ? undefined : this.#model.sets.get(resource.function.returns)
      const reply = await call(resource.function, parameters, context)
      await changed(changeOfCall(resource, parameters))
      return this.#reply(reply, set, style, context)
    }
    if (resource.kind !== 'entities') throw new Error('A batch is done by its parts')
    if (options !== undefined) return read(this.#model, resource, { options, style, path, query: request.query }, context)
    const modification = await this.#modification(request, plan)
    const reply = await modify(resource, modification, context)
    await changed(changeOf(resource, request.method, { json: modification.json, row: reply.row, made: reply.made }))
    return this.#reply(reply, targetSet(resource), style, context)
  }

  async #modification(request: HttpRequest, { resource, parameters: custom }: Plan<C, P>): Promise<Modification> {
    const { method, body, headers } = request
    const limit = this.#options.bodyLimit
    if (resource.kind === 'entities' && takesContent(resource, method))
      return { method, json: {}, content: await readBytes(body, limit), custom }
    return { method, json: await readJsonBody(body, headers['content-type'], limit), content: new Uint8Array(), custom }
  }

  async #reply(reply: Reply<unknown>, set: EntitySet<C, P> | undefined, style: Style, context: C): Promise<HttpResponse> {
    if (reply.text !== undefined) return textAnswer(reply.text, reply.status)
    if (reply.collection !== undefined) return this.#collection(reply.collection, style, context)
    if (reply.row === undefined || set === undefined) return { status: reply.status, headers: { DataServiceVersion: '1.0' }, body: null }
    const [entry] = await represent(this.#model, set, [reply.row], everything, context)
    return entityAnswer(entry!, style, reply.status)
  }

  async #collection({ set, rows }: NonNullable<Reply<unknown>['collection']>, style: Style, context: C): Promise<HttpResponse> {
    const entries = await represent(this.#model, this.#model.sets.get(set)!, rows, everything, context)
    return collectionAnswer(entries, style, set, { count: undefined, next: undefined })
  }

  #render(error: unknown, request: HttpRequest): HttpResponse {
    const answer = error instanceof Denied ? this.#options.renderDenied?.(request, error.refusal) : undefined
    return answer ?? this.#renderError(error, request)
  }

  #renderError(error: unknown, request: HttpRequest): HttpResponse {
    const format = formatForError(request)
    if (error instanceof Denied) {
      // A missing role is not explained to the caller (contract odata-api §3.2); who runs the server finds the refusal by its request id.
      const text = 'X-CSRF-Token' in error.headers || error.refusal.status !== 403 ? error.refusal.message : null
      this.#options.onRefusal(request, error.refusal, text)
      return withHeaders(errorResponse(error.refusal.status, text, format), error.headers)
    }
    if (error instanceof SluiceError && error.code !== 'internal') {
      if (DENYING.includes(error.status)) this.#options.onRefusal(request, error, error.message)
      return errorResponse(error.status, error.message, format)
    }
    const detail = error instanceof SluiceError ? (error.detail ?? error.message) : messageOf(error)
    this.#options.logger.error('OData request failed', { requestId: request.id, method: request.method, path: request.path, detail })
    return errorResponse(500, 'An internal error occurred.', format)
  }
}

/** A call that is not allowed, on its way to where it is reported and written. */
class Denied extends Error {
  readonly refusal: SluiceError
  readonly headers: Readonly<Record<string, string>>

  constructor(refusal: SluiceError, headers: Readonly<Record<string, string>>) {
    super(refusal.message)
    this.refusal = refusal
    this.headers = headers
  }
}

/** Only Bearer is named as challenge: with Basic, browsers would open a dialog of their own. */
const DENIED_HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = { 401: { 'WWW-Authenticate': 'Bearer' } }

/** Statuses that deny a call which was let in. */
const DENYING: readonly number[] = [401, 403, 405, 413, 415]

const isReading = (request: HttpRequest): boolean => request.method === 'GET' || request.method === 'HEAD'

type Attempt<T> = { readonly value: T } | { readonly error: unknown }

function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { value: work() }
  } catch (error) {
    return { error }
  }
}

/** A request whose query cannot be read is answered in the format of its `Accept`. */
function formatForError(request: HttpRequest): Format {
  const format = attempt(() => negotiate(request, parseQueryString(request.query)))
  return 'value' in format ? format.value : acceptedFormat(request)
}

const withHeaders = (response: HttpResponse, headers: Readonly<Record<string, string>>): HttpResponse => ({
  ...response,
  headers: { ...response.headers, ...headers },
})
