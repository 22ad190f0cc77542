import { z } from 'zod'
import type { Explainer } from '../../identity/explain.ts'
import type { Need } from '../../identity/principal.ts'
import type { HttpHandler, HttpRequest } from '../../kernel/http.ts'
import type { Logger } from '../../kernel/logger.ts'
import type { Deployments } from '../../runtime/deployments.ts'
import type { Platform } from '../platform.ts'
import { assignmentRoutes } from './assignments.ts'
import { clientRoutes } from './clients.ts'
import { createHandler } from './create-handler.ts'
import { endpointRoutes } from './endpoints.ts'
import { entitlementRoutes } from './entitlements.ts'
import { explainRoutes } from './explain.ts'
import { instanceRoutes } from './instances.ts'
import { keyRoutes } from './keys.ts'
import { describeRoutes } from './openapi.ts'
import { refusalRoutes } from './refusals.ts'
import { roleRoutes } from './roles.ts'
import { type Route, route } from './route.ts'
import { subaccountRoutes } from './subaccounts.ts'

export interface AdminApiParts {
  readonly platform: Platform
  readonly deployments: Pick<Deployments, 'endpoints'>
  readonly explainer: Pick<Explainer, 'request' | 'list' | 'token'>
  /** What a caller of this URL needs. Throws `bad-request` for a URL that nothing here answers. */
  readonly needFor: (url: string) => Need
  /** Full URLs of the token endpoints. */
  readonly tokenUrls: () => { readonly neo: string; readonly cloudFoundry: string }
}

/** Every operation of the admin API, the OpenAPI document last. */
export function createRoutes(parts: AdminApiParts): Route[] {
  const { platform, tokenUrls } = parts
  const routes = [
    ...subaccountRoutes({ subaccounts: platform.subaccounts, tokenUrls }),
    ...clientRoutes({ clients: platform.clients, assignments: platform.assignments, tokenUrl: () => tokenUrls().neo }),
    ...roleRoutes(platform.roles),
    ...assignmentRoutes(platform.assignments),
    ...entitlementRoutes(platform.entitlements),
    ...instanceRoutes(platform.instances),
    ...keyRoutes(platform.keys),
    ...endpointRoutes(parts.deployments),
    ...refusalRoutes(parts.explainer),
    ...explainRoutes(parts),
  ]
  const document: Route = route({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document',
    answer: z.record(z.string(), z.unknown()),
    handle: async () => describeRoutes([...routes, document]),
  })
  return [...routes, document]
}

/** Answers `/admin/v1/*`. `authorizeAdmin` throws `unauthorized` for everybody else. */
export function createAdminApi(
  parts: AdminApiParts & { authorizeAdmin: (request: HttpRequest) => Promise<{ user: string }>; logger: Logger },
): HttpHandler {
  return createHandler({ routes: createRoutes(parts), authorizeAdmin: parts.authorizeAdmin, logger: parts.logger })
}
