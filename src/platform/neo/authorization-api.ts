import { z } from 'zod'
import type { Identity } from '../../identity/identity.ts'
import { refusalOf } from '../../identity/request-refusal.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../../kernel/http.ts'
import type { Logger } from '../../kernel/logger.ts'
import type { Application } from '../../store/clients.ts'
import type { Role } from '../../store/roles.ts'
import { validate } from '../admin/validate.ts'
import type { Platform } from '../platform.ts'
import { createRestHandler, json, MethodNotAllowed, type RestCall, type RestRoute } from '../rest/rest-handler.ts'
import { type ApiCaller, type ApiTokens, userTypeOf } from './api-tokens.ts'

export interface AuthorizationApiOptions {
  readonly platform: Pick<Platform, 'roles' | 'assignments' | 'subaccounts'>
  readonly tokens: ApiTokens
  readonly identity: Pick<Identity, 'record' | 'audit'>
  readonly logger: Logger
}

export const AUTHORIZATION_PREFIX = '/authorization/v1'

type Call = RestCall<ApiCaller>
type Routes = RestRoute<ApiCaller>[]

const roleList = z.object({ roles: z.array(z.object({ name: z.string() })) })
const userList = z.object({ users: z.array(z.object({ name: z.string() })) })
const qualifiedRoleList = z.object({ roles: z.array(z.object({ name: z.string(), applicationName: z.string() })) })

/** The Authorization Management API of the Neo environment: roles of the applications, and who holds them. */
export function createAuthorizationApi(options: AuthorizationApiOptions): HttpHandler {
  const { tokens, identity, logger } = options
  return createRestHandler({
    prefix: AUTHORIZATION_PREFIX,
    routes: [...roleRoutes(options), ...holderRoutes(options), ...userRoutes(options), ...groupRoutes()].map((route) =>
      inAccount(route, options),
    ),
    authorize: (request) =>
      tokens.authorize(request, request.method === 'GET' ? 'hcp.readAuthorizationSettings' : 'hcp.manageAuthorizationSettings'),
    renderError: (error, request) => renderError(error, request, identity),
    logger,
  })
}

function roleRoutes({ platform: { roles }, identity }: AuthorizationApiOptions): Routes {
  const list = async ({ params }: Call) => json(200, { roles: (await roles.list(applicationOf(params.app!))).map(roleView) })
  return [
    { method: 'GET', path: '/apps/{app}/roles', handle: list },
    { method: 'GET', path: '/applications/{app}/roles', handle: list },
    {
      method: 'POST',
      path: '/apps/{app}/roles',
      async handle(call) {
        const application = applicationOf(call.params.app!)
        const request = validate(roleList, await call.json(), 'Body')
        for (const { name } of request.roles) {
          await roles.create(application, name)
          await noteChange(call, identity, ['create', 'role', application, name])
        }
        return json(201, {
          roles: (await roles.list(application)).filter(({ name }) => request.roles.some((role) => role.name === name)).map(roleView),
        })
      },
    },
    {
      method: 'DELETE',
      path: '/apps/{app}/roles',
      async handle(call) {
        const application = applicationOf(call.params.app!)
        const known = (await roles.list(application)).map(({ name }) => name)
        // Clients clear away what may not be there.
        for (const name of namesOf(call.query, 'roles').filter((role) => known.includes(role))) {
          await roles.delete(application, name)
          await noteChange(call, identity, ['delete', 'role', application, name])
        }
        return json(200, {})
      },
    },
  ]
}

function holderRoutes(options: AuthorizationApiOptions): Routes {
  const { roles, assignments } = options.platform
  const roleOf = async ({ params, query }: Call) => {
    const [application, role] = [applicationOf(params.app!), required(query, 'roleName')]
    if (!(await roles.list(application)).some(({ name }) => name === role)) {
      throw new SluiceError('not-found', `Application ${application} has no role '${role}'`)
    }
    return { application, role }
  }
  const users = async (of: { application: Application; role: string }) => ({
    users: (await assignments.list(of)).map(({ user }) => ({ name: user })),
  })
  return [
    { method: 'GET', path: '/apps/{app}/roles/users', handle: async (call) => json(200, await users(await roleOf(call))) },
    {
      method: 'PUT',
      path: '/apps/{app}/roles/users',
      async handle(call) {
        const of = await roleOf(call)
        const request = validate(userList, await call.json(), 'Body')
        for (const { name } of request.users) await assign({ ...of, user: name }, call, options)
        return json(201, await users(of))
      },
    },
    {
      method: 'DELETE',
      path: '/apps/{app}/roles/users',
      async handle(call) {
        const of = await roleOf(call)
        const names = namesOf(call.query, 'users')
        const held = (await assignments.list(of)).filter(({ user }) => names.includes('*') || names.includes(user))
        for (const { application, role, user } of held) await unassign({ application, role, user }, call, options)
        return json(200, {})
      },
    },
  ]
}

function userRoutes(options: AuthorizationApiOptions): Routes {
  const { assignments, subaccounts } = options.platform
  const providerAccount = subaccounts.neo.subdomain
  const held = async (user: string) => ({
    roles: (await assignments.list({ user })).map(({ application, role }) => ({
      name: role,
      applicationName: application,
      providerAccount,
    })),
  })
  return [
    { method: 'GET', path: '/users/roles', handle: async ({ query }) => json(200, await held(required(query, 'userId'))) },
    {
      method: 'PUT',
      path: '/users/roles',
      async handle(call) {
        const user = required(call.query, 'userId')
        const { roles } = validate(qualifiedRoleList, await call.json(), 'Body')
        for (const { name, applicationName } of roles) {
          await assign({ user, application: applicationOf(applicationName), role: name }, call, options)
        }
        return json(201, await held(user))
      },
    },
    {
      method: 'DELETE',
      path: '/users/roles',
      async handle(call) {
        const [user, names] = [required(call.query, 'userId'), namesOf(call.query, 'roles')]
        const taken = (await assignments.list({ user })).filter(({ role }) => names.includes('*') || names.includes(role))
        for (const { application, role } of taken) await unassign({ application, role, user }, call, options)
        return json(200, {})
      },
    },
  ]
}

/** There are no groups here, so that every list of them is empty; making one is not offered. */
function groupRoutes(): Routes {
  const none = async () => json(200, { groups: [] })
  const notOffered = async () => {
    throw new SluiceError('not-supported', 'Groups are not offered; assign roles to users')
  }
  return [
    { method: 'GET', path: '/groups', handle: none },
    { method: 'POST', path: '/groups', handle: notOffered },
    { method: 'GET', path: '/users/groups', handle: none },
    { method: 'PUT', path: '/users/groups', handle: notOffered },
  ]
}

interface Assignment {
  readonly application: Application
  readonly role: string
  readonly user: string
}

async function assign(assignment: Assignment, call: Call, { platform, identity }: AuthorizationApiOptions): Promise<void> {
  await platform.assignments.assign(assignment)
  await noteChange(call, identity, ['create', 'role assignment', assignment.application, assignment.role, assignment.user])
}

async function unassign(assignment: Assignment, call: Call, { platform, identity }: AuthorizationApiOptions): Promise<void> {
  await platform.assignments.unassign(assignment)
  await noteChange(call, identity, ['delete', 'role assignment', assignment.application, assignment.role, assignment.user])
}

/** Each change has its entry, also where a later one of the same call fails. */
function noteChange(
  { request, caller }: Call,
  { audit }: Pick<Identity, 'audit'>,
  [action, objectType, ...names]: ['create' | 'delete', 'role' | 'role assignment', ...string[]],
): Promise<void> {
  const { user } = caller
  return audit.write({ request, user, userType: userTypeOf(user), action, objectType, objectName: names.join(' / ') })
}

/** Puts the route below its account. */
function inAccount(route: RestRoute<ApiCaller>, { platform }: AuthorizationApiOptions): RestRoute<ApiCaller> {
  const { id, subdomain } = platform.subaccounts.neo
  return {
    ...route,
    path: `/accounts/{account}${route.path}`,
    async handle(call) {
      const { account } = call.params
      if (account !== id && account !== subdomain) throw new SluiceError('not-found', `There is no account '${account}'`)
      return route.handle(call)
    },
  }
}

/** `iflmap`, also as the account calls its subscription: `l4711iflmap`. Throws `not-found`. */
function applicationOf(name: string): Application {
  const [application] = /(?:iflmap|tmn)$/.exec(name) ?? []
  if (application === undefined) throw new SluiceError('not-found', `There is no application '${name}'. Applications: iflmap, tmn`)
  return application as Application
}

const roleView = ({ name, custom }: Role) => ({
  name,
  type: custom ? 'CUSTOM' : 'PREDEFINED',
  applicationRole: !custom,
  shared: !custom,
})

function required(query: URLSearchParams, name: string): string {
  const value = query.get(name)
  if (!value) throw new SluiceError('bad-request', `The query parameter ${name} is missing`)
  return value
}

/** Names separated by semicolons; `*` stands for all. */
const namesOf = (query: URLSearchParams, name: string): string[] => required(query, name).split(';').filter(Boolean)

function renderError(error: SluiceError, request: HttpRequest, { record }: Pick<Identity, 'record'>): HttpResponse {
  const refusal = refusalOf(error, request)
  if (refusal) record(refusal, request)
  return json(error.status, { error: { code: error.code, message: error.message } }, headersOf(error))
}

function headersOf(error: SluiceError): HttpResponse['headers'] {
  if (error instanceof MethodNotAllowed) return { Allow: error.allowed.join(', ') }
  return error.status === 401 ? { 'WWW-Authenticate': 'Bearer realm="sluice"' } : {}
}
