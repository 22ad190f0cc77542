import type { AuditLog } from '../identity/audit-log.ts'
import { Refusal } from '../identity/refusals.ts'
import type { Clock } from '../kernel/clock.ts'
import type { CsrfProtection } from '../kernel/csrf.ts'
import type { SluiceError } from '../kernel/errors.ts'
import type { HttpHandler, HttpRequest, HttpResponse } from '../kernel/http.ts'
import { type Logger, silentLogger } from '../kernel/logger.ts'
import type { Change } from '../odata/change.ts'
import { type Caller, createODataService } from '../odata/service.ts'
import type { Deployments } from '../runtime/deployments.ts'
import type { RunningMessages } from '../runtime/running-messages.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import { auditedChange } from './audited-change.ts'
import { changesetContext } from './changeset-context.ts'
import { ENTITY_SETS, FUNCTION_IMPORTS } from './index.ts'
import { KNOWN_NAMES } from './known-names.ts'
import type { Management } from './management-set.ts'
import { type Permission, type Requirement, requirementOf } from './roles.ts'

export interface ManagementApiOptions {
  readonly store: Management['store'] & Pick<Store, 'atomically'>
  readonly vault: Vault
  readonly deployments: Deployments
  readonly messages: RunningMessages
  readonly userCertificatesIn: Management['userCertificatesIn']
  readonly csrf: CsrfProtection
  readonly clock: Clock
  /** Address under which users reach the server, without trailing slash; links in answers begin with it. Known once the server listens. */
  publicUrl(): string
  /** Resolves when the caller meets the requirement; throws a refusal with status 401 or 403 otherwise. */
  authorize(request: HttpRequest, requirement: Requirement): Promise<Caller>
  /** Hears of every refused call and what the caller reads, so that it can be kept and explained. */
  onRefusal?(request: HttpRequest, refusal: SluiceError, text: string | null): void
  /** Answers and keeps a call that was not let in; without it, or for `undefined`, the answer is an OData error. */
  renderDenied?(request: HttpRequest, refusal: SluiceError): HttpResponse | undefined
  readonly audit: Pick<AuditLog, 'write'>
  readonly logger?: Logger
}

/**
 * Where the API answers: `/` is the root of the host, where some clients fetch their CSRF token; under `/odata/…` and `/itspaces/…`
 * clients with a browser session look for it (contract odata-api T2, §2).
 */
export const MANAGEMENT_PREFIXES: readonly string[] = ['/api/v1', '/odata/api/v1', '/itspaces/odata/api/v1']

/** Base64 of the largest artifact that an archive may be, and some. */
const BODY_LIMIT = 150 * 1024 * 1024

/**
 * The management API. Wants `request.path` still encoded; a path outside of the prefixes is taken as a path below the service root,
 * so that `/` answers the service document.
 */
export function createManagementApi(options: ManagementApiOptions): { readonly handler: HttpHandler } {
  const { store, vault, deployments, messages, userCertificatesIn, csrf, clock, logger = silentLogger } = options
  const handler = createODataService<Management, Permission>({
    namespace: 'com.sap.hci.api',
    sets: ENTITY_SETS,
    functions: FUNCTION_IMPORTS,
    known: KNOWN_NAMES,
    root: () => `${options.publicUrl()}${MANAGEMENT_PREFIXES[0]}`,
    prefixes: MANAGEMENT_PREFIXES,
    authorize: (request, permission, resource) => options.authorize(request, requirementOf(permission, resource)),
    contextFor: ({ user, clientId, roles = new Set() }, { headers }) => ({
      store,
      vault,
      deployments,
      messages,
      userCertificatesIn,
      clock,
      publicUrl: options.publicUrl(),
      header: (name) => headers[name],
      user,
      clientId,
      roles,
    }),
    atomically: (context, work) => store.atomically((contents) => work(changesetContext(context, contents))),
    refuseCsrf,
    onRefusal: (request, refusal, text) => options.onRefusal?.(request, refusal, text),
    renderDenied: (request, refusal) => options.renderDenied?.(request, refusal),
    onChange: (request, change, context) => auditChange(request, change, context, options.audit),
    csrf,
    clock,
    logger,
    bodyLimit: BODY_LIMIT,
  })
  return { handler }
}

/** Users of the tenant can have any name, also the administrator's; only he has all roles. */
function auditChange(
  request: HttpRequest,
  change: Change,
  { user, roles }: Pick<Management, 'user' | 'roles'>,
  audit: ManagementApiOptions['audit'],
): Promise<void> {
  return audit.write({ ...auditedChange(change), request, user, userType: roles === 'all' ? 'administrator' : 'client' })
}

function refuseCsrf(request: HttpRequest, { user, clientId }: Caller): SluiceError {
  const sent = request.headers['x-csrf-token'] !== undefined
  const facts = { resource: request.path, application: 'tmn', user, ...(clientId !== undefined && { clientId }) } as const
  return new Refusal(sent ? 'csrf-token-wrong' : 'csrf-token-missing', facts)
}
