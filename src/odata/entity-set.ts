import type { Query } from '../store/query.ts'
import type { EdmType, EdmValue, Properties } from './edm.ts'
import type { EntityBody } from './entity-body.ts'
import type { QueryParameters } from './query-string.ts'

/** Key property → value. */
export type Keys = Readonly<Record<string, EdmValue>>

/** What an operation answers. Without `row`, `collection` and `text` the answer has no body. */
export interface Reply<R> {
  readonly status: number
  /** Written as an entity of the set. */
  readonly row?: R
  /** Written as a collection of the named set, whatever set was addressed. */
  readonly collection?: { readonly set: string; readonly rows: readonly unknown[] }
  /** Written as bare `text/plain`. */
  readonly text?: string
  /** What names the entity that was made, where neither the request nor the answer has its key. Not written. */
  readonly made?: Keys
}

/** A question to a collection. Fields of the query are property paths. */
export interface Question {
  readonly query: Query
  /** Whether the number of rows before skip and limit is wanted. */
  readonly counted: boolean
  readonly custom: QueryParameters
}

export interface Answer<R> {
  readonly rows: readonly R[]
  /** Present when the question asked for it. */
  readonly count: number | undefined
}

/** The bytes behind `$value`. */
export interface MediaContent {
  readonly contentType: string
  readonly content: Uint8Array | string
  /** Name for `Content-Disposition: attachment`. */
  readonly fileName?: string
}

/** A way from one entity to others. */
export interface Navigation<C, P, R = unknown> {
  /** Name of the entity set that it leads to. */
  readonly target: string
  readonly many: boolean
  /** For each row the rows it leads to, in the same order; a to-one navigation leads to one or none. */
  resolve(rows: readonly R[], context: C, custom: QueryParameters): Promise<readonly (readonly unknown[])[]>
  /** `POST Set(key)/Navigation`. */
  readonly create?: { readonly requires: P; run(row: R, body: EntityBody, context: C): Promise<Reply<unknown>> }
  /** `PUT Set(key)/$links/Navigation(key)`, with which the service updates the entity itself. */
  readonly update?: {
    readonly requires: P
    /** What the body may have; by default the properties of the target. */
    readonly body?: Properties<never>
    run(row: R, keys: Keys, body: EntityBody, context: C): Promise<Reply<unknown>>
  }
  /** `DELETE Set(key)/$links/Navigation(key)`. */
  readonly delete?: { readonly requires: P; run(row: R, keys: Keys, context: C): Promise<Reply<unknown>> }
}

/**
 * One entity set, declared once: routing, `$metadata`, the service document, query options and both formats come from this.
 * `C` is what operations may use, `P` names the permission that a caller needs, `R` is the domain row behind an entity.
 */
export interface EntitySet<C, P, R = unknown> {
  readonly name: string
  /** Entity type without namespace. */
  readonly type: string
  /** Names of the key properties, in the order of the key predicate. */
  readonly keys: readonly string[]
  readonly properties: Properties<R>
  readonly navigation?: Readonly<Record<string, Navigation<C, P, R>>>
  /** Reading the entity, its collection and everything that leads to it. */
  readonly requires: P
  /** Whether a row answers to the keys; by default every key property is equal. */
  answersTo?(row: R, keys: Keys): boolean
  /** All rows; filtering, order and paging are done here. Without `list` and `find` the set is reached by navigation and key only. */
  list?(context: C): Promise<readonly R[]>
  /** Instead of `list`, for rows that a store can filter, sort and page. */
  find?(question: Question, context: C): Promise<Answer<R>>
  /** One entity by its key; `undefined` becomes 404. */
  read?(keys: Keys, context: C, custom: QueryParameters): Promise<R | undefined>
  /** `$value` of an entity; makes the type a media link entry. */
  readonly media?: Media<C, P, R>
  /** System query options that collections of this set refuse, as `$top`. */
  readonly unsupported?: readonly string[]
  /** Rows in one answer; 1000 by default. */
  readonly pageSize?: number
  readonly create?: { readonly requires: P; run(body: EntityBody, context: C, custom: QueryParameters): Promise<Reply<R>> }
  readonly update?: Update<C, P, R>
  /** `PATCH` and `MERGE`: what the body leaves out stays. */
  readonly patch?: Update<C, P, R>
  readonly delete?: { readonly requires: P; run(keys: Keys, context: C, custom: QueryParameters): Promise<Reply<R>> }
}

/** A change of the addressed entity. */
export interface Update<C, P, R> {
  readonly requires: P
  run(keys: Keys, body: EntityBody, context: C, custom: QueryParameters): Promise<Reply<R>>
}

/** The content of an entity beside its properties. */
export interface Media<C, P, R> {
  read(row: R, context: C, custom: QueryParameters): Promise<MediaContent>
  /** Reading the content, when that needs another permission than reading the entity. */
  readonly requires?: P
  /** `POST Set` with the content as body, where entities begin with it (OData V2, Creating Media Link Entries). */
  readonly create?: { readonly requires: P; run(content: Uint8Array, context: C, custom: QueryParameters): Promise<Reply<R>> }
  /** `PUT Set(key)/$value`, also for an entity that is not there yet. */
  readonly write?: { readonly requires: P; run(keys: Keys, content: Uint8Array, context: C, custom: QueryParameters): Promise<Reply<R>> }
}

/** An action of the service, called as `POST /Name?Parameter='value'`. */
export interface FunctionImport<C, P> {
  readonly name: string
  readonly parameters: Readonly<Record<string, EdmType>>
  /** Parameters that may be missing. */
  readonly optional?: readonly string[]
  /** Entity set of the returned entity, as `$metadata` declares it. */
  readonly returns?: string
  readonly requires: P
  call(parameters: Keys, context: C): Promise<Reply<unknown>>
}

/** A declaration with its row type checked, as a set among others. */
export const defineEntitySet = <C, P, R>(set: EntitySet<C, P, R>): EntitySet<C, P> => set as EntitySet<C, P>

export const defineFunctionImport = <C, P>(declaration: FunctionImport<C, P>): FunctionImport<C, P> => declaration

/** A navigation that looks at one row at a time. */
export const eachRow =
  <R, C>(resolve: (row: R, context: C, custom: QueryParameters) => Promise<readonly unknown[]>) =>
  (rows: readonly R[], context: C, custom: QueryParameters): Promise<readonly (readonly unknown[])[]> =>
    Promise.all(rows.map((row) => resolve(row, context, custom)))
