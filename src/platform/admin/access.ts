import { z } from 'zod'
import type { Access, AccessMatrix } from '../access-matrix.ts'
import { application, dialect } from './fields.ts'
import { type Route, route } from './route.ts'

const caller = z.strictObject({
  clientId: z.string(),
  name: z.string(),
  dialect: dialect.nullable(),
  application: application.nullable(),
})

const kind = z.enum(['endpoint', 'area'])

const limit = z.coerce.number().int().min(1).max(1000)

/** An endpoint by its address, or an area of the management API by its name. */
const target = z.strictObject({
  kind,
  name: z.string(),
  artifact: z.string().nullable(),
  url: z.string().nullable(),
})

const allowed = z.strictObject({ caller, target, allowed: z.literal(true), roles: z.array(z.string()) })

const denied = z.strictObject({
  caller,
  target,
  allowed: z.literal(false),
  status: z.int(),
  cause: z.string(),
  happened: z.string(),
  needed: z.array(z.string()),
  held: z.array(z.string()),
  remedy: z.string(),
  facts: z.record(z.string(), z.unknown()),
})

const accessView = z.discriminatedUnion('allowed', [allowed, denied])

export type AccessView = z.output<typeof accessView>

export function accessRoutes(access: AccessMatrix): Route[] {
  return [
    route({
      method: 'GET',
      path: '/access',
      summary: 'Which clients may call which endpoints and areas of the management API, and why; nothing is sent or kept',
      query: z.strictObject({
        client: z.string().optional(),
        endpoint: z.string().optional(),
        method: z.string().optional(),
        kind: kind.optional(),
        clientSearch: z.string().optional(),
        endpointSearch: z.string().optional(),
        clientLimit: limit.optional(),
        endpointLimit: limit.optional(),
      }),
      answer: z.array(accessView),
      handle: async ({ query: { client: clientId, ...question } }) => (await access.answers({ clientId, ...question })).map(view),
    }),
  ]
}

function view({ caller, target, verdict }: Access): AccessView {
  if (verdict.accepted) return { caller, target, allowed: true, roles: [...verdict.through] }
  const { status, cause, happened, needed, held, remedy, facts } = verdict
  return { caller, target, allowed: false, status, cause, happened, needed: [...needed], held: [...held], remedy, facts: { ...facts } }
}
