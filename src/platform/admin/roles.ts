import { z } from 'zod'
import { SluiceError } from '../../kernel/errors.ts'
import type { Application } from '../../store/clients.ts'
import type { Role } from '../../store/roles.ts'
import type { Roles } from '../roles.ts'
import { application } from './fields.ts'
import { type Route, route } from './route.ts'

const roleView = z.strictObject({ application, name: z.string(), custom: z.boolean() })

export type RoleView = z.output<typeof roleView>

export function roleRoutes(roles: Roles): Route[] {
  return [
    route({
      method: 'GET',
      path: '/roles',
      summary: 'Roles of the applications, predefined and custom',
      query: z.strictObject({ application: application.optional() }),
      answer: z.array(roleView),
      handle: async ({ query }) => {
        const applications: Application[] = query.application ? [query.application] : ['iflmap', 'tmn']
        const lists = await Promise.all(applications.map((name) => roles.list(name)))
        return lists.flat().map(view)
      },
    }),
    route({
      method: 'POST',
      path: '/roles',
      summary: 'Create a custom role',
      body: z.strictObject({ application, name: z.string() }),
      answer: roleView,
      status: 201,
      handle: async ({ body }) => view(await roles.create(body.application, body.name)),
    }),
    route({
      method: 'DELETE',
      path: '/roles/{application}/{name}',
      summary: 'Delete a custom role and take it from everybody who holds it',
      handle: ({ params }) => roles.delete(applicationOf(params.application), params.name),
    }),
  ]
}

/** An application in a path. Throws `not-found`. */
export function applicationOf(name: string): Application {
  if (name === 'iflmap' || name === 'tmn') return name
  throw new SluiceError('not-found', `There is no application '${name}'. Applications: iflmap, tmn`)
}

function view({ application, name, custom }: Role): RoleView {
  return { application, name, custom }
}
