import { readFileSync } from 'node:fs'
import { STATUS_CODES } from 'node:http'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ADAPTERS } from './adapters/index.ts'
import { createManagementApi, MANAGEMENT_PREFIXES, type ManagementApiOptions } from './api/management-api.ts'
import { callables, targetOf } from './call-targets.ts'
import type { Settings } from './config/settings.ts'
import { CATALOGUE_PATH, createCatalogue } from './demo/catalogue.ts'
import { deployExampleFlow } from './demo/example-flow.ts'
import { Registry } from './engine/registry.ts'
import { FlowTests } from './flow-tests/flow-tests.ts'
import { ClientCertificates } from './http/client-certificates.ts'
import { COCKPIT_PATH, createCockpit } from './http/cockpit-files.ts'
import { health } from './http/health.ts'
import { localCertificate } from './http/local-ca.ts'
import type { Mount } from './http/mount.ts'
import { type ServerOptions, startServer } from './http/server.ts'
import { type Admin, openAdmin } from './identity/admin.ts'
import { beginAuditLog } from './identity/audit-beginning.ts'
import { DIALECTS } from './identity/dialects/index.ts'
import { createIdentity, type Identity } from './identity/identity.ts'
import type { Need, Principal } from './identity/principal.ts'
import { Refusal } from './identity/refusals.ts'
import { refusalOf } from './identity/request-refusal.ts'
import { authenticationDomain, tenantHosts } from './identity/tenant-hosts.ts'
import type { TokenRequestRules } from './identity/token-request-rules.ts'
import { systemClock } from './kernel/clock.ts'
import { CsrfProtection } from './kernel/csrf.ts'
import { messageOf, SluiceError } from './kernel/errors.ts'
import type { HttpHandler, HttpRequest } from './kernel/http.ts'
import type { Logger } from './kernel/logger.ts'
import { JvmScriptHost } from './languages/script-host/jvm-script-host.ts'
import type { ScriptServices } from './languages/script-host/script-services.ts'
import { AccessMatrix } from './platform/access-matrix.ts'
import { AccessTokens } from './platform/access-tokens.ts'
import { createAdminApi } from './platform/admin/admin-api.ts'
import { type BrokerCredentials, openBrokerCredentials } from './platform/broker/broker-credentials.ts'
import { type ClientAuthority, openClientAuthority } from './platform/certificates/client-authority.ts'
import { UserCertificates } from './platform/certificates/user-certificates.ts'
import { ArtifactTests } from './platform/flow-tests/artifact-tests.ts'
import { Overview } from './platform/overview.ts'
import { createPlatform, type Platform } from './platform/platform.ts'
import { createPlatformApis, isForCloudController, type PlatformApis } from './platform/platform-apis.ts'
import { ensureSubaccounts, type Subaccounts } from './platform/subaccounts.ts'
import { createUaaApi, UAA_PREFIXES } from './platform/uaa/uaa-api.ts'
import { storedCredentials } from './runtime/credentials.ts'
import type { Deployments } from './runtime/deployments.ts'
import { createRuntime, type Runtime } from './runtime/runtime.ts'
import { STEPS } from './steps/index.ts'
import { openVault } from './store/open-vault.ts'
import { chores } from './store/retention/chores.ts'
import { Retention } from './store/retention/retention.ts'
import { openSqliteStore } from './store/sqlite/open.ts'
import type { Store } from './store/store.ts'
import type { Subaccount } from './store/subaccounts.ts'
import type { Vault } from './store/vault.ts'
import { VERSION } from './version.ts'

/** A tenant that answers. */
export interface RunningTenant {
  readonly store: Store
  readonly platform: Platform
  readonly deployments: Deployments
  /** Origin under which callers reach it. */
  readonly publicUrl: string
  /** Origin of the http listener, as this machine reaches it. */
  readonly localUrl: string
  /** Origin of the https listener. */
  readonly httpsUrl: string
  /** Refuses new calls, lets messages in flight finish, flushes the logs. */
  stop(): Promise<void>
}

/** Every step and adapter that flows can use here. */
export const registry = new Registry(STEPS, ADAPTERS)

/** How late a step of the signing key rotation may come, milliseconds. */
const UPKEEP_INTERVAL = 300_000

/** Whose certificates are trusted, and which proxies may forward them. Throws `bad-request` that says what is wrong. */
function clientCertificatesOf(
  { clientCaFile, trustedProxies, clientCertificateHeader }: Settings,
  authority: ClientAuthority,
): ClientCertificates {
  const configured = clientCaFile === '' ? [] : [readText(clientCaFile)]
  return new ClientCertificates({
    authorities: [authority.certificatePem, ...configured],
    trustedProxies: trustedProxies.split(',').flatMap((entry) => entry.trim() || []),
    header: clientCertificateHeader,
  })
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new SluiceError('bad-request', `SLUICE_CLIENT_CA_FILE cannot be read: ${messageOf(cause)}`, { cause })
  }
}

/** What outlives the process, opened once. */
interface Data {
  readonly dataDir: string
  readonly store: Store
  readonly vault: Vault
  readonly admin: Admin
  readonly clientAuthority: ClientAuthority
  readonly brokerCredentials: BrokerCredentials
  readonly subaccounts: Subaccounts
}

/** Builds the parts of a tenant, wires them and starts the listeners; flows that were deployed are up when this resolves. */
export async function startTenant(settings: Settings, logger: Logger): Promise<RunningTenant> {
  const data = await openData(settings, logger)
  const { host, port, httpsPort, tenantDomain } = settings
  const ownHosts = tenantDomain === '' ? [] : domainHosts(data.subaccounts, tenantDomain)
  const certificate = await localCertificate(join(data.dataDir, 'tls'), [...certificateNames(settings), ...ownHosts], systemClock.now())
  const mounts: Mount[] = []
  let record: Identity['record'] | undefined
  const onRefusal: ServerOptions['onRefusal'] = (request, refusal) => record?.(refusal, request)
  const clientCertificates = clientCertificatesOf(settings, data.clientAuthority)
  const server = await startServer({ mounts, host, port, httpsPort, certificate, clientCertificates, logger, onRefusal })
  const publicUrl = settings.publicUrl.replace(/\/$/, '') || origin('http', host, server.port)
  const httpsOrigin = (name: string) => origin('https', name, server.httpsPort)
  const origins = [...new Set([publicUrl, httpsOrigin(host), httpsOrigin(hostnameOf(publicUrl))])]
  // Behind an https URL of its own, a proxy forwards the certificates.
  const certificateUrl = publicUrl.startsWith('https:') ? publicUrl : httpsOrigin(hostnameOf(publicUrl))
  const localUrl = origin('http', LOOPBACK_OF[host] ?? host, server.port)
  const parts = await buildParts(settings, data, { publicUrl, localUrl, certificateUrl, origins }, logger)
  record = parts.identity.record
  let ready = false
  mounts.push(...mountsOf(parts, () => ready))
  await parts.runtime.restore()
  ready = true
  await parts.platform.upkeep()
  const retention = retentionOf(settings, data.store, parts.identity, logger)
  retention.start()
  const upkeep = setInterval(() => void parts.platform.upkeep(), UPKEEP_INTERVAL).unref()
  return {
    store: data.store,
    platform: parts.platform,
    deployments: parts.runtime.deployments,
    publicUrl,
    localUrl,
    httpsUrl: httpsOrigin(host),
    async stop() {
      ready = false
      clearInterval(upkeep)
      await server.stop()
      await parts.runtime.stop()
      await retention.stop()
      await parts.identity.flush()
      await parts.scripts.stop()
      await data.store.close()
    },
  }
}

/** Where callers find the tenant. */
interface Addressed {
  readonly publicUrl: string
  /** Origin of the http listener, as this machine reaches it. */
  readonly localUrl: string
  /** Origin where client certificates are asked for. */
  readonly certificateUrl: string
  /** The public URL and the https listener, by its own name and by the public one. */
  readonly origins: readonly string[]
}

function retentionOf(settings: Settings, store: Store, identity: Identity, logger: Logger): Retention {
  const pruning = { what: 'refusals and audit log entries', run: async () => identity.prune().then(() => 0) }
  return new Retention({ chores: [...chores(store, settings), pruning], clock: systemClock, logger })
}

interface Parts {
  readonly identity: Identity
  readonly runtime: Runtime
  readonly scripts: JvmScriptHost
  readonly platform: Platform
  readonly managementApi: HttpHandler
  readonly adminApi: HttpHandler
  readonly uaaApi: HttpHandler
  readonly platformApis: PlatformApis
  readonly catalogue: HttpHandler
}

async function openData(settings: Settings, logger: Logger): Promise<Data> {
  const dataDir = resolve(settings.dataDir)
  const store = await openSqliteStore({ file: join(dataDir, 'sluice.db'), clock: systemClock, logger })
  const vault = await openVault({ masterKeyFile: join(dataDir, 'master.key'), masterKey: settings.masterKey || undefined })
  const isNew = (await store.subaccounts.list()).length === 0
  await beginAuditLog({ store: store.auditLog, vault, clock: systemClock }, isNew)
  const admin = await openAdmin({ dataDir, settings: store.settings, vault })
  const clientAuthority = await openClientAuthority({ settings: store.settings, vault, clock: systemClock })
  const brokerCredentials = await openBrokerCredentials({ dataDir, configured: settings.brokerCredentials, vault })
  return { dataDir, store, vault, admin, clientAuthority, brokerCredentials, subaccounts: await ensureSubaccounts(store, systemClock) }
}

function tokenRequestRules(settings: Settings): TokenRequestRules {
  const { tokenByGet: getAllowed, credentialsInQuery, plainHttpTokens: plainHttp, tokenRequestsPerSecond: tokensPerSecond } = settings
  const { failuresPerClient, failuresPerSource } = settings
  return { getAllowed, credentialsInQuery, plainHttp, tokensPerSecond, failuresPerClient, failuresPerSource }
}

async function buildParts(settings: Settings, data: Data, addressed: Addressed, logger: Logger): Promise<Parts> {
  const { store, vault, admin, clientAuthority, brokerCredentials, subaccounts } = data
  const { publicUrl, localUrl, certificateUrl, origins } = addressed
  const clock = systemClock
  const common = { store, vault, clock, logger }
  const identity = createIdentity({
    ...common,
    admin,
    publicUrl: () => publicUrl,
    origins: () => origins,
    tenantDomain: settings.tenantDomain,
    refusalsKept: settings.refusalsKept,
    refusalsKeptDays: settings.refusalsKeptDays,
    auditKeptDays: settings.auditKeptDays,
    rules: tokenRequestRules(settings),
  })
  const credentials = storedCredentials(store.securityMaterial, vault)
  const bufferLimit = settings.bufferLimitMb * 1024 * 1024
  const scripts = new JvmScriptHost({
    ...scriptHostOptions(() => runtime.scriptServices, logger),
    timeLimit: settings.scriptTimeoutSeconds * 1000,
    memory: settings.scriptMemoryMb,
    resultLimit: bufferLimit,
  })
  const runtime: Runtime = createRuntime({
    ...common,
    csrf: csrfProtection(vault, 'flows'),
    registry,
    credentials,
    scripts,
    bufferLimit,
    traceMinutes: settings.traceMinutes,
    publicUrl,
    authorize: (request, need) => identity.guard.authorize(request, need),
    refuse: (request, refusal) => identity.refuse(refusal, request, 'integration-flow'),
  })
  const { deployments, logLevels, messages, resending } = runtime
  const targetOfAddress = (address: string, method = 'GET') => targetOf(address, method, runtime)
  const tokenUrlOf = (subaccount: Subaccount) => identity.tenants.originOf(subaccount) + DIALECTS[subaccount.dialect].tokenPath
  const tokenUrls = { neo: tokenUrlOf(subaccounts.neo), cloudFoundry: tokenUrlOf(subaccounts.cloudFoundry) }
  const addresses = { runtimeUrl: publicUrl, apiUrl: publicUrl, tokenUrl: tokenUrls.cloudFoundry, certificateUrl }
  const platform = createPlatform({
    ...common,
    secrets: identity.secrets,
    audit: identity.audit,
    clientAuthority,
    secretMinimumLength: settings.secretMinimumLength,
    signingKeyDays: settings.signingKeyDays,
    subaccounts,
    addresses: () => addresses,
  })
  return {
    identity,
    runtime,
    scripts,
    platform,
    managementApi: createManagementApi({
      ...common,
      csrf: csrfProtection(vault, 'management'),
      deployments,
      messages,
      publicUrl: () => publicUrl,
      userCertificatesIn: (contents) => new UserCertificates({ store: contents, subaccount: platform.subaccounts.neo, clock }),
      ...managementGuard(identity),
    }).handler,
    adminApi: createAdminApi({
      store,
      platform,
      deployments,
      resending,
      logLevels,
      artifactTests: new ArtifactTests({ ...common, tests: new FlowTests({ steps: STEPS, adapters: ADAPTERS, scripts }) }),
      trialTokens: identity.trialTokens,
      accessTokens: new AccessTokens({ ...common, subaccounts, tokens: identity.tokens, revocation: identity.revocation }),
      explainer: identity.explain,
      access: new AccessMatrix({ store, explainer: identity.explain, callables: () => callables(runtime), targetOf: targetOfAddress }),
      targetOf: targetOfAddress,
      tokenUrls: () => tokenUrls,
      authorizeAdmin: (request) => authorizeAdmin(request, identity),
      audit: identity.audit,
      overview: new Overview({ store, explainer: identity.explain, clock, version: VERSION, startedAt: clock.now() }),
      deployExampleFlow: () => deployExampleFlow({ store, deployments, localUrl }),
      onRefusal: (request, refusal) => identity.record(refusal, request),
      logger,
    }),
    uaaApi: createUaaApi({
      platform,
      authorizeAdmin: (request) => authorizeAdmin(request, identity),
      audit: identity.audit,
      onRefusal: (request, refusal) => identity.record(refusal, request),
      logger,
    }),
    platformApis: createPlatformApis({ ...common, platform, identity, admin, brokerCredentials, publicUrl: () => publicUrl }),
    catalogue: createCatalogue({
      clock,
      logger,
      csrf: csrfProtection(vault, 'catalogue'),
      root: publicUrl + CATALOGUE_PATH,
      onRefusal: keeping(identity),
    }),
  }
}

/** What the set-up built beside this package. */
const builtFolder = (name: string): string => fileURLToPath(new URL(`../build/${name}`, import.meta.url))

/** How script hosts of this installation are made. */
export const scriptHostOptions = (services: () => ScriptServices, logger: Logger) => ({
  folder: builtFolder('script-host'),
  services,
  logger,
})

/** A token that one edge gave out is worth nothing at another. */
const csrfProtection = (vault: Vault, edge: string) => new CsrfProtection((text) => vault.hmac(`csrf ${edge}`, text).toString('base64url'))

/** The address space of the one origin (design §3). */
function mountsOf({ identity, runtime, managementApi, adminApi, uaaApi, platformApis, catalogue }: Parts, isReady: () => boolean): Mount[] {
  const { live, ready } = health(isReady)
  return [
    ...identity.routes.map(({ path, handler }) => normalised(path, handler)),
    normalised('/http', runtime.handler),
    normalised('/cxf', runtime.handler),
    normalised('/admin/v1', adminApi),
    ...platformApis.mounts.map(({ prefix, handler }) => normalised(prefix, handler)),
    ...UAA_PREFIXES.map((prefix) => normalised(prefix, uaaApi)),
    encoded('/', (request) => (isForCloudController(request) ? platformApis.root : managementApi)(request)),
    normalised('/healthz', live),
    normalised('/readyz', ready),
    ...MANAGEMENT_PREFIXES.map((prefix) => encoded(prefix, managementApi)),
    encoded(CATALOGUE_PATH, catalogue),
    normalised(COCKPIT_PATH, createCockpit(builtFolder('cockpit'))),
  ]
}

const normalised = (prefix: string, handler: HttpHandler): Mount => ({ prefix, path: 'normalised', handler })
const encoded = (prefix: string, handler: HttpHandler): Mount => ({ prefix, path: 'encoded', handler })

/** An address that stands for every interface is none that can be called. */
const LOOPBACK_OF: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

const origin = (scheme: string, host: string, port: number): string => `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`

/** Without the brackets of an IPv6 address. */
const hostnameOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '')

/** The hosts that subaccounts have below the domain. */
const domainHosts = ({ neo, cloudFoundry }: Subaccounts, domain: string): string[] => [
  authenticationDomain(domain),
  ...[neo, cloudFoundry].flatMap((subaccount) => tenantHosts(subaccount, domain)),
]

/** Every name that callers may use; the certificate lists each by itself. */
function certificateNames({ host, publicUrl }: Settings): string[] {
  const configured = publicUrl === '' ? [] : [hostnameOf(publicUrl)]
  return [...new Set(['localhost', '127.0.0.1', '::1', hostname(), host, ...configured])].filter(
    (name) => name !== '0.0.0.0' && name !== '::',
  )
}

/** How the management API lets callers in, and where its refusals go. */
function managementGuard(identity: Identity): Pick<ManagementApiOptions, 'authorize' | 'onRefusal' | 'renderDenied' | 'audit'> {
  // One request may need several permissions, and a DPoP proof is spent the first time that it is looked at.
  const callers = new WeakMap<HttpRequest, Principal>()
  return {
    async authorize(request, need) {
      const principal = callers.get(request) ?? (await identity.guard.authenticate(request, need))
      callers.set(request, principal)
      await identity.guard.permit(principal, need)
      const { user, clientId, authentication, kind, roles } = principal
      return {
        user,
        clientId,
        bearer: authentication !== 'basic' && authentication !== 'certificate',
        roles: kind === 'admin' ? 'all' : roles,
      }
    },
    onRefusal: keeping(identity),
    renderDenied: (request, refusal) => (refusal instanceof Refusal ? identity.refuse(refusal, request, 'management-api') : undefined),
    audit: identity.audit,
  }
}

/** Keeps what an OData service denies. */
const keeping =
  ({ record }: Identity) =>
  (request: HttpRequest, error: SluiceError, text: string | null): void => {
    const refusal = refusalOf(error, request)
    if (refusal) record(refusal, request, { status: refusal.status, text: text ?? STATUS_CODES[refusal.status] ?? '' })
  }

/** The administrator. Throws the refusal of anybody else. */
async function authorizeAdmin(request: HttpRequest, { guard }: Identity): Promise<{ user: string }> {
  const need: Need = { application: 'tmn', roles: { cloudFoundry: [], neo: [] }, resource: request.path }
  const principal = await guard.authenticate(request, need)
  if (principal.kind === 'admin') return { user: principal.user }
  throw new Refusal('administrator-required', { resource: request.path, clientId: principal.clientId })
}
