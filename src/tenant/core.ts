import type { Settings } from '../config/settings.ts'
import { DIALECTS } from '../identity/dialects/index.ts'
import { createIdentity, type Identity } from '../identity/identity.ts'
import type { TokenRequestRules } from '../identity/token-request-rules.ts'
import { systemClock } from '../kernel/clock.ts'
import type { Logger } from '../kernel/logger.ts'
import { JvmScriptHost } from '../languages/script-host/jvm-script-host.ts'
import { createPlatform, type Platform } from '../platform/platform.ts'
import { storedCredentials } from '../runtime/credentials.ts'
import { createRuntime, type Runtime } from '../runtime/runtime.ts'
import type { Subaccount } from '../store/subaccounts.ts'
import type { Addresses } from './addresses.ts'
import { scriptHostOptions } from './built.ts'
import { csrfProtection } from './csrf-protection.ts'
import type { Data } from './data.ts'
import { registry } from './registry.ts'

/** What decides and runs, behind whatever handler a call comes through. */
export interface Core {
  readonly identity: Identity
  readonly scripts: JvmScriptHost
  readonly runtime: Runtime
  readonly platform: Platform
  /** Token endpoints of the subaccounts. */
  readonly tokenUrls: { readonly neo: string; readonly cloudFoundry: string }
}

export function buildCore(settings: Settings, data: Data, { publicUrl, certificateUrl, origins }: Addresses, logger: Logger): Core {
  const { store, vault, admin, clientAuthority, subaccounts } = data
  const common = { store, vault, clock: systemClock, logger }
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
  return { identity, scripts, runtime, platform, tokenUrls }
}

function tokenRequestRules(settings: Settings): TokenRequestRules {
  const { tokenByGet: getAllowed, credentialsInQuery, plainHttpTokens: plainHttp, tokenRequestsPerSecond: tokensPerSecond } = settings
  const { failuresPerClient, failuresPerSource } = settings
  return { getAllowed, credentialsInQuery, plainHttp, tokensPerSecond, failuresPerClient, failuresPerSource }
}
