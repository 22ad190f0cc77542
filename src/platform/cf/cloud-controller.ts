import type { AuditedAction } from '../../identity/audit-log.ts'
import { ADMIN_USER } from '../../identity/guard.ts'
import type { Identity } from '../../identity/identity.ts'
import { refusalOf } from '../../identity/request-refusal.ts'
import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../../kernel/http.ts'
import type { Logger } from '../../kernel/logger.ts'
import type { Store } from '../../store/store.ts'
import type { Subaccount } from '../../store/subaccounts.ts'
import type { Vault } from '../../store/vault.ts'
import type { Platform } from '../platform.ts'
import { createRestHandler, type RestRoute } from '../rest/rest-handler.ts'
import { renderCloudFoundryError } from './cloud-foundry-error.ts'
import { Jobs } from './jobs.ts'
import { readLandscape } from './landscape.ts'
import { readRoutes } from './reads.ts'
import type { Landscape } from './resource.ts'
import { rootDocument } from './roots.ts'
import { bindingRoutes } from './service-credential-bindings.ts'
import { instanceRoutes } from './service-instances.ts'

export interface CloudControllerOptions {
  readonly platform: Pick<Platform, 'instances' | 'keys' | 'subaccounts'>
  readonly store: Pick<Store, 'services' | 'serviceMetadata'>
  readonly vault: Pick<Vault, 'hmac'>
  readonly identity: Pick<Identity, 'users' | 'record' | 'audit'>
  readonly clock: Clock
  readonly logger: Logger
  /** Origin of the server. */
  readonly publicUrl: () => string
}

/** What operations work with. */
export interface CloudControllerParts extends Pick<Platform, 'instances' | 'keys'> {
  readonly store: Pick<Store, 'services' | 'serviceMetadata'>
  readonly subaccount: Subaccount
  readonly jobs: Jobs
  readonly clock: Clock
  readonly publicUrl: () => string
  readonly landscape: () => Promise<Landscape>
  /** Notes what the administrator did; resolves when it stands in the audit log. */
  readonly audit: (
    request: HttpRequest,
    action: AuditedAction['action'],
    objectType: 'service instance' | 'service key',
    objectName: string,
    details?: Readonly<Record<string, unknown>>,
  ) => Promise<void>
}

/** Where the Cloud Controller answers; `/` is shared with the management API. */
export const CLOUD_CONTROLLER_PATHS: readonly string[] = ['/v3', '/v2/info', '/login']

/** A subset of the Cloud Foundry API v3 on the service instances and keys of the Cloud Foundry subaccount. */
export function createCloudController(options: CloudControllerOptions): HttpHandler {
  const { identity, logger, publicUrl } = options
  const documents = rootDocument(publicUrl)
  const resources = createRestHandler({
    prefix: '/v3',
    routes: routesOf(options),
    authorize: (request) => identity.users.authorize(request, scopesFor(request)),
    renderError: (error, request) => renderError(error, request, identity),
    logger,
  })
  return async (request) => {
    const document = documents(request.path)
    if (document === undefined) return resources(request)
    try {
      return await document(request)
    } catch (thrown) {
      if (thrown instanceof SluiceError) return renderError(thrown, request, identity)
      throw thrown
    }
  }
}

function routesOf({ platform, store, vault, identity, clock, publicUrl }: CloudControllerOptions): RestRoute<unknown>[] {
  const subaccount = platform.subaccounts.cloudFoundry
  const { instances, keys } = platform
  const jobs = new Jobs({ vault, publicUrl })
  const landscape = () => readLandscape({ store, subaccount, publicUrl })
  const audit: CloudControllerParts['audit'] = (request, action, objectType, objectName, details = {}) =>
    identity.audit.write({ request, user: ADMIN_USER, userType: 'administrator', action, objectType, objectName, details })
  const parts = { instances, keys, store, subaccount, jobs, clock, publicUrl, landscape, audit }
  return [...readRoutes(parts), ...instanceRoutes(parts), ...bindingRoutes(parts), jobs.route]
}

/** One of these is enough. */
const scopesFor = ({ method }: HttpRequest): string[] => [
  method === 'GET' || method === 'HEAD' ? 'cloud_controller.read' : 'cloud_controller.write',
  'cloud_controller.admin',
]

function renderError(error: SluiceError, request: HttpRequest, { record }: Pick<Identity, 'record'>): HttpResponse {
  const answer = renderCloudFoundryError(error)
  const refusal = refusalOf(error, request)
  if (refusal) record(refusal, request, { status: answer.status, text: error.message })
  return answer
}
