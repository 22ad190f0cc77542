import { ADAPTERS } from '../adapters/index.ts'
import { createManagementApi } from '../api/management-api.ts'
import { CATALOGUE_PATH, createCatalogue } from '../demo/catalogue.ts'
import { deployExampleFlow } from '../demo/example-flow.ts'
import { FlowTests } from '../flow-tests/flow-tests.ts'
import { systemClock } from '../kernel/clock.ts'
import type { HttpHandler } from '../kernel/http.ts'
import type { Logger } from '../kernel/logger.ts'
import { AccessMatrix } from '../platform/access-matrix.ts'
import { AccessTokens } from '../platform/access-tokens.ts'
import { createAdminApi } from '../platform/admin/admin-api.ts'
import { UserCertificates } from '../platform/certificates/user-certificates.ts'
import { ArtifactTests } from '../platform/flow-tests/artifact-tests.ts'
import { Overview } from '../platform/overview.ts'
import { createPlatformApis, type PlatformApis } from '../platform/platform-apis.ts'
import { createUaaApi } from '../platform/uaa/uaa-api.ts'
import { STEPS } from '../steps/index.ts'
import { VERSION } from '../version.ts'
import type { Addresses } from './addresses.ts'
import { callables, targetOf } from './call-targets.ts'
import type { Core } from './core.ts'
import { csrfProtection } from './csrf-protection.ts'
import type { Data } from './data.ts'
import { authorizeAdmin, keeping, managementGuard } from './guards.ts'

/** What answers below each prefix. */
export interface Handlers {
  readonly managementApi: HttpHandler
  readonly adminApi: HttpHandler
  readonly uaaApi: HttpHandler
  readonly platformApis: PlatformApis
  readonly catalogue: HttpHandler
}

export function buildHandlers(core: Core, data: Data, { publicUrl, localUrl }: Addresses, logger: Logger): Handlers {
  const { store, vault, admin, brokerCredentials, subaccounts } = data
  const { identity, scripts, runtime, platform, tokenUrls } = core
  const { deployments, logLevels, messages, resending } = runtime
  const clock = systemClock
  const common = { store, vault, clock, logger }
  const targetOfAddress = (address: string, method = 'GET') => targetOf(address, method, runtime)
  return {
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
