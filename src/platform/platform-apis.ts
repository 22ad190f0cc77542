import type { Admin } from '../identity/admin.ts'
import type { Identity } from '../identity/identity.ts'
import type { Clock } from '../kernel/clock.ts'
import type { HttpHandler, HttpRequest } from '../kernel/http.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import { BROKER_PREFIX, createBrokerApi } from './broker/broker-api.ts'
import type { BrokerCredentials } from './broker/broker-credentials.ts'
import { ServiceBroker } from './broker/service-broker.ts'
import { CLOUD_CONTROLLER_PATHS, createCloudController } from './cf/cloud-controller.ts'
import { API_TOKEN_PATH, ApiTokens, apiTokenEndpoint } from './neo/api-tokens.ts'
import { AUTHORIZATION_PREFIX, createAuthorizationApi } from './neo/authorization-api.ts'
import type { Platform } from './platform.ts'

export interface PlatformApiOptions {
  readonly platform: Platform
  readonly store: Store
  readonly vault: Vault
  readonly identity: Identity
  readonly admin: Admin
  readonly brokerCredentials: BrokerCredentials
  readonly clock: Clock
  readonly logger: Logger
  /** Origin of the server. */
  readonly publicUrl: () => string
}

/** The APIs with which platforms and their tools administer a subaccount. */
export interface PlatformApis {
  readonly mounts: readonly { readonly prefix: string; readonly handler: HttpHandler }[]
  /** Answers `/`, when the caller is a tool of Cloud Foundry. */
  readonly root: HttpHandler
}

export function createPlatformApis(options: PlatformApiOptions): PlatformApis {
  const { identity, platform, brokerCredentials: credentials, logger } = options
  const cloudController = createCloudController(options)
  const tokens = new ApiTokens({ ...options, secrets: identity.secrets })
  const broker = new ServiceBroker({ ...options })
  return {
    root: cloudController,
    mounts: [
      ...CLOUD_CONTROLLER_PATHS.map((prefix) => ({ prefix, handler: cloudController })),
      { prefix: BROKER_PREFIX, handler: createBrokerApi({ broker, credentials, identity, logger }) },
      { prefix: API_TOKEN_PATH, handler: apiTokenEndpoint({ tokens, identity }) },
      { prefix: AUTHORIZATION_PREFIX, handler: createAuthorizationApi({ platform, tokens, identity, logger }) },
    ],
  }
}

/** Clients of the management API come to `/` for a CSRF token; everybody else wants to know where the Cloud Controller is. */
export const isForCloudController = ({ headers }: HttpRequest): boolean => headers['x-csrf-token'] === undefined
