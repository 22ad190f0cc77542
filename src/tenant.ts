import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ADAPTERS } from './adapters/index.ts'
import { createManagementApi, type ManagementApiOptions } from './api/management-api.ts'
import type { Settings } from './config/settings.ts'
import { CATALOGUE_PATH, createCatalogue } from './demo/catalogue.ts'
import { Registry } from './engine/registry.ts'
import type { Credentials } from './engine/services.ts'
import { health } from './http/health.ts'
import { localCertificate } from './http/local-ca.ts'
import type { Mount } from './http/mount.ts'
import { normalisePath, splitTarget } from './http/path.ts'
import { startServer } from './http/server.ts'
import { type Admin, openAdmin } from './identity/admin.ts'
import { DIALECTS } from './identity/dialects/index.ts'
import { createIdentity, type Identity } from './identity/identity.ts'
import type { Need } from './identity/principal.ts'
import { Refusal } from './identity/refusals.ts'
import { systemClock } from './kernel/clock.ts'
import { CsrfProtection } from './kernel/csrf.ts'
import { SluiceError } from './kernel/errors.ts'
import type { HttpHandler, HttpRequest } from './kernel/http.ts'
import type { Logger } from './kernel/logger.ts'
import { JvmScriptHost } from './languages/script-host/jvm-script-host.ts'
import { createAdminApi } from './platform/admin/admin-api.ts'
import { createPlatform, type Platform } from './platform/platform.ts'
import { ensureSubaccounts } from './platform/subaccounts.ts'
import { storedCredentials } from './runtime/credentials.ts'
import type { Deployments } from './runtime/deployments.ts'
import { createRuntime, type Runtime } from './runtime/runtime.ts'
import { STEPS } from './steps/index.ts'
import { openVault } from './store/open-vault.ts'
import { openSqliteStore } from './store/sqlite/open.ts'
import type { Store } from './store/store.ts'
import type { Vault } from './store/vault.ts'

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

/** Expired opaque tokens and used proofs are useless already; they are only cleared away, milliseconds apart. */
const SWEEP_INTERVAL = 600_000

/** What outlives the process, opened once. */
interface Data {
  readonly dataDir: string
  readonly store: Store
  readonly vault: Vault
  readonly admin: Admin
}

/** Builds the parts of a tenant, wires them and starts the listeners; flows that were deployed are up when this resolves. */
export async function startTenant(settings: Settings, logger: Logger): Promise<RunningTenant> {
  const data = await openData(settings, logger)
  const { host, port, httpsPort } = settings
  const certificate = await localCertificate(join(data.dataDir, 'tls'), certificateNames(settings), systemClock.now())
  const mounts: Mount[] = []
  const server = await startServer({ mounts, host, port, httpsPort, certificate, logger })
  const publicUrl = settings.publicUrl.replace(/\/$/, '') || origin('http', host, server.port)
  const httpsOrigin = (name: string) => origin('https', name, server.httpsPort)
  const origins = [...new Set([publicUrl, httpsOrigin(host), httpsOrigin(hostnameOf(publicUrl))])]
  const parts = await buildParts(settings, data, { publicUrl, origins }, logger)
  let ready = false
  mounts.push(...mountsOf(parts, () => ready))
  await parts.runtime.restore()
  ready = true
  const sweep = setInterval(() => void sweepExpired(data.store), SWEEP_INTERVAL)
  sweep.unref()
  return {
    store: data.store,
    platform: parts.platform,
    deployments: parts.runtime.deployments,
    publicUrl,
    localUrl: origin('http', LOOPBACK_OF[host] ?? host, server.port),
    httpsUrl: httpsOrigin(host),
    async stop() {
      ready = false
      clearInterval(sweep)
      await server.stop()
      await parts.runtime.stop()
      await parts.identity.flush()
      await parts.scripts.stop()
      await data.store.close()
    },
  }
}

/** Where callers find the tenant. */
interface Addressed {
  readonly publicUrl: string
  /** The public URL and the https listener, by its own name and by the public one. */
  readonly origins: readonly string[]
}

async function sweepExpired({ tokens, replays }: Store): Promise<void> {
  const now = systemClock.now()
  await Promise.all([tokens.deleteExpired(now), replays.deleteExpired(now)])
}

interface Parts {
  readonly identity: Identity
  readonly runtime: Runtime
  readonly scripts: JvmScriptHost
  readonly platform: Platform
  readonly managementApi: HttpHandler
  readonly adminApi: HttpHandler
  readonly catalogue: HttpHandler
}

async function openData(settings: Settings, logger: Logger): Promise<Data> {
  const dataDir = resolve(settings.dataDir)
  const store = await openSqliteStore({ file: join(dataDir, 'sluice.db'), clock: systemClock, logger })
  const vault = await openVault({ masterKeyFile: join(dataDir, 'master.key'), masterKey: settings.masterKey || undefined })
  const admin = await openAdmin({ dataDir, settings: store.settings, vault })
  return { dataDir, store, vault, admin }
}

async function buildParts(settings: Settings, { store, vault, admin }: Data, addressed: Addressed, logger: Logger): Promise<Parts> {
  const { publicUrl, origins } = addressed
  const clock = systemClock
  const common = { store, vault, clock, logger }
  const identity = createIdentity({
    ...common,
    admin,
    publicUrl: () => publicUrl,
    origins: () => origins,
    refusalsKept: settings.refusalsKept,
  })
  const credentials = storedCredentials(store.securityMaterial, vault)
  const scripts = new JvmScriptHost({ ...scriptHostOptions(credentials, logger), timeLimit: settings.scriptTimeoutSeconds * 1000 })
  const runtime = createRuntime({
    ...common,
    csrf: csrfProtection(vault, 'flows'),
    registry,
    credentials,
    scripts,
    bufferLimit: settings.bufferLimitMb * 1024 * 1024,
    publicUrl,
    authorize: (request, need) => identity.guard.authorize(request, need),
    refuse: (request, refusal) => identity.refuse(refusal, request, 'integration-flow'),
  })
  const { deployments } = runtime
  const tokenUrls = { neo: publicUrl + DIALECTS.neo.tokenPath, cloudFoundry: publicUrl + DIALECTS['cloud-foundry'].tokenPath }
  const addresses = { runtimeUrl: publicUrl, apiUrl: publicUrl, tokenUrl: tokenUrls.cloudFoundry }
  const subaccounts = await ensureSubaccounts(store, clock)
  const platform = createPlatform({ store, vault, secrets: identity.secrets, subaccounts, addresses: () => addresses, clock })
  return {
    identity,
    runtime,
    scripts,
    platform,
    managementApi: createManagementApi({
      ...common,
      csrf: csrfProtection(vault, 'management'),
      deployments,
      publicUrl: () => publicUrl,
      ...managementGuard(identity),
    }).handler,
    adminApi: createAdminApi({
      platform,
      deployments,
      explainer: identity.explain,
      needFor: (url) => needFor(url, runtime),
      tokenUrls: () => tokenUrls,
      authorizeAdmin: (request) => authorizeAdmin(request, identity),
      logger,
    }),
    catalogue: createCatalogue({ clock, logger, csrf: csrfProtection(vault, 'catalogue'), root: publicUrl + CATALOGUE_PATH }),
  }
}

/** The script host that the set-up built beside this package. */
export const scriptHostOptions = (credentials: Credentials, logger: Logger) => ({
  folder: fileURLToPath(new URL('../build/script-host', import.meta.url)),
  credentials: () => credentials,
  logger,
})

/** A token that one edge gave out is worth nothing at another. */
const csrfProtection = (vault: Vault, edge: string) => new CsrfProtection((text) => vault.hmac(`csrf ${edge}`, text).toString('base64url'))

/** The address space of the one origin (design §3). */
function mountsOf({ identity, runtime, managementApi, adminApi, catalogue }: Parts, isReady: () => boolean): Mount[] {
  const { live, ready } = health(isReady)
  return [
    ...identity.routes.map(({ path, handler }) => normalised(path, handler)),
    normalised('/http', runtime.handler),
    normalised('/cxf', runtime.handler),
    normalised('/admin/v1', adminApi),
    normalised('/healthz', live),
    normalised('/readyz', ready),
    ...['/', '/api/v1', '/odata/api/v1'].map((prefix) => encoded(prefix, managementApi)),
    encoded(CATALOGUE_PATH, catalogue),
  ]
}

const normalised = (prefix: string, handler: HttpHandler): Mount => ({ prefix, path: 'normalised', handler })
const encoded = (prefix: string, handler: HttpHandler): Mount => ({ prefix, path: 'encoded', handler })

/** An address that stands for every interface is none that can be called. */
const LOOPBACK_OF: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

const origin = (scheme: string, host: string, port: number): string => `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`

/** Without the brackets of an IPv6 address. */
const hostnameOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '')

/** Every name that callers may use; the certificate lists each by itself. */
function certificateNames({ host, publicUrl }: Settings): string[] {
  const configured = publicUrl === '' ? [] : [hostnameOf(publicUrl)]
  return [...new Set(['localhost', '127.0.0.1', '::1', hostname(), host, ...configured])].filter(
    (name) => name !== '0.0.0.0' && name !== '::',
  )
}

/** What a caller of the URL needs, for questions without a call. */
function needFor(url: string, runtime: Runtime): Need {
  const { path } = splitTarget(new URL(url).pathname, undefined)
  if (/^\/(?:http|cxf)\//.test(path)) return runtime.needFor(normalisePath(path))
  if (/^\/(?:odata\/)?api\/v1(?:\/|$)/.test(path)) return { application: 'tmn', roles: { cloudFoundry: [], neo: [] }, resource: path }
  throw new SluiceError('bad-request', `Nothing that asks for a token answers ${path}: name a URL below /http, /cxf or /api/v1`)
}

/** How the management API lets callers in, and where its refusals go. */
function managementGuard({ guard, refuse }: Identity): Pick<ManagementApiOptions, 'authorize' | 'onRefusal'> {
  return {
    async authorize(request, need) {
      const { user, authentication } = await guard.authorize(request, need)
      return { user, bearer: authentication === 'bearer' || authentication === 'dpop' }
    },
    onRefusal(request, refusal) {
      if (refusal instanceof Refusal) refuse(refusal, request, 'management-api')
    },
  }
}

/** The administrator. Throws the refusal of anybody else, which is kept. */
async function authorizeAdmin(request: HttpRequest, { guard, refuse }: Identity): Promise<{ user: string }> {
  const need: Need = { application: 'tmn', roles: { cloudFoundry: [], neo: [] }, resource: request.path }
  try {
    const principal = await guard.authenticate(request, need)
    if (principal.kind === 'admin') return { user: principal.user }
    throw new Refusal('administrator-required', { resource: request.path, clientId: principal.clientId })
  } catch (thrown) {
    if (thrown instanceof Refusal) refuse(thrown, request, 'management-api')
    throw thrown
  }
}
