import type { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** `'/keys/{name}'` → `{ name: string }`. */
type PathParameters<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [K in Name]: string } & PathParameters<Rest>
  : unknown

type Parsed<S extends z.ZodType | undefined> = S extends z.ZodType ? z.output<S> : undefined

interface Definition<
  P extends string,
  Q extends z.ZodObject | undefined,
  B extends z.ZodType | undefined,
  A extends z.ZodType | undefined,
> {
  readonly method: Method
  /** Below `/admin/v1`, with `{parameters}`. */
  readonly path: P
  readonly summary: string
  readonly query?: Q
  readonly body?: B
  /** Shape of the answer; without it the answer is 204. */
  readonly answer?: A
  /** Status of success when it is not 200 or 204. */
  readonly status?: number
  /** Whether a call stands in the audit log; by default every one but GET. */
  readonly audited?: boolean
  handle(call: {
    readonly params: PathParameters<P>
    readonly query: Parsed<Q>
    readonly body: Parsed<B>
    /** Who calls. */
    readonly user: string
  }): Promise<A extends z.ZodType ? z.input<A> : void>
}

/** One operation of the admin API. Routing, validation and the OpenAPI document come from it. */
export interface Route {
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly query: z.ZodObject | undefined
  readonly body: z.ZodType | undefined
  readonly answer: z.ZodType | undefined
  readonly status: number
  readonly audited: boolean
  handle(call: { params: unknown; query: unknown; body: unknown; user: string }): Promise<unknown>
}

/** Declares an operation; `handle` sees path parameters, query and body in their declared types. */
export function route<
  const P extends string,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  A extends z.ZodType | undefined = undefined,
>(definition: Definition<P, Q, B, A>): Route {
  const { method, path, summary, query, body, answer, status = answer ? 200 : 204, audited = method !== 'GET' } = definition
  return { method, path, summary, query, body, answer, status, audited, handle: (call) => definition.handle(call as never) }
}
