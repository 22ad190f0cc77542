import { z } from 'zod'
import type { AuditLog } from '../../identity/audit-log.ts'
import type { CallTarget } from '../../identity/call-target.ts'
import type { Explainer } from '../../identity/explain.ts'
import type { TrialTokens } from '../../identity/trial-tokens.ts'
import type { HttpHandler } from '../../kernel/http.ts'
import type { Deployments, Restarts } from '../../runtime/deployments.ts'
import type { Inspections } from '../../runtime/inspection/flow-inspection.ts'
import type { LogLevels } from '../../runtime/log-levels.ts'
import type { Resending } from '../../runtime/resending.ts'
import type { Store } from '../../store/store.ts'
import type { AccessMatrix } from '../access-matrix.ts'
import type { AccessTokens } from '../access-tokens.ts'
import type { ArtifactTests } from '../flow-tests/artifact-tests.ts'
import type { Overview } from '../overview.ts'
import type { Platform } from '../platform.ts'
import { accessRoutes } from './access.ts'
import { apiClientRoutes } from './api-clients.ts'
import { artifactRoutes } from './artifacts.ts'
import { assignmentRoutes } from './assignments.ts'
import { auditRoutes } from './audit.ts'
import { certificateRoutes } from './certificates.ts'
import { clientRoutes } from './clients.ts'
import { createHandler, type HandlerOptions } from './create-handler.ts'
import { endpointRoutes } from './endpoints.ts'
import { entitlementRoutes } from './entitlements.ts'
import { type ExampleFlowView, exampleFlowRoutes } from './example-flow.ts'
import { expiringRoutes } from './expiring.ts'
import { explainRoutes } from './explain.ts'
import { flowTestRoutes } from './flow-tests.ts'
import { instanceRoutes } from './instances.ts'
import { keyRoutes } from './keys.ts'
import { logLevelRoutes } from './log-levels.ts'
import { messageRoutes } from './messages.ts'
import { offeringRoutes } from './offerings.ts'
import { describeRoutes } from './openapi.ts'
import { overviewRoutes } from './overview.ts'
import { refusalRoutes } from './refusals.ts'
import { roleRoutes } from './roles.ts'
import { type Route, route } from './route.ts'
import { runtimeArtifactRoutes } from './runtime-artifacts.ts'
import { secretRoutes } from './secrets.ts'
import { signingKeyRoutes } from './signing-keys.ts'
import { subaccountRoutes } from './subaccounts.ts'
import { tokenRoutes } from './tokens.ts'
import { trialTokenRoutes } from './trial-tokens.ts'

export interface AdminApiParts {
  readonly platform: Platform
  readonly store: Pick<Store, 'design' | 'messageLogs' | 'runtimeArtifacts'>
  readonly deployments: Pick<Deployments, 'endpoints'> & Restarts & Inspections
  readonly resending: Pick<Resending, 'resend'>
  readonly logLevels: Pick<LogLevels, 'list' | 'set'>
  readonly artifactTests: ArtifactTests
  readonly explainer: Pick<Explainer, 'request' | 'list' | 'causes' | 'token'>
  readonly access: AccessMatrix
  readonly accessTokens: AccessTokens
  readonly trialTokens: Pick<TrialTokens, 'issue'>
  readonly audit: AuditLog
  readonly overview: Pick<Overview, 'figures'>
  /** Puts the example flow into the tenant, unless it is there, and deploys it. Throws `deploy-failed` with the reason. */
  readonly deployExampleFlow: () => Promise<ExampleFlowView>
  /** What a call of this address needs. Throws `bad-request` where nothing asks for credentials, and what the server would refuse. */
  readonly targetOf: (address: string, method?: string) => CallTarget
  /** Full URLs of the token endpoints. */
  readonly tokenUrls: () => { readonly neo: string; readonly cloudFoundry: string }
}

/** Every operation of the admin API, the OpenAPI document last. */
export function createRoutes(parts: AdminApiParts): Route[] {
  const { platform, tokenUrls } = parts
  const routes = [
    ...overviewRoutes(parts.overview),
    ...subaccountRoutes({ subaccounts: platform.subaccounts, tokenUrls }),
    ...clientRoutes({ clients: platform.clients, assignments: platform.assignments, tokenUrl: () => tokenUrls().neo }),
    ...roleRoutes(platform.roles),
    ...assignmentRoutes(platform.assignments),
    ...apiClientRoutes(platform.apiClients),
    ...offeringRoutes(platform),
    ...entitlementRoutes(platform.entitlements),
    ...instanceRoutes(platform.instances),
    ...keyRoutes(platform.keys),
    ...certificateRoutes(platform),
    ...secretRoutes(platform),
    ...signingKeyRoutes(platform),
    ...expiringRoutes(platform.expiring),
    ...endpointRoutes(parts.deployments),
    ...exampleFlowRoutes(parts.deployExampleFlow),
    ...artifactRoutes({ ...parts, ...parts.store }),
    ...flowTestRoutes(parts.artifactTests),
    ...runtimeArtifactRoutes({ ...parts, ...parts.store }),
    ...logLevelRoutes(parts.logLevels),
    ...messageRoutes({ ...parts, ...parts.store }),
    ...refusalRoutes(parts.explainer),
    ...explainRoutes(parts),
    ...accessRoutes(parts.access),
    ...tokenRoutes(parts.accessTokens),
    ...trialTokenRoutes(parts.trialTokens),
    ...auditRoutes(parts.audit),
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
export function createAdminApi(parts: AdminApiParts & Omit<HandlerOptions, 'routes'>): HttpHandler {
  return createHandler({ ...parts, routes: createRoutes(parts) })
}
