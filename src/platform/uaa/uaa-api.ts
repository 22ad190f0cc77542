import type { ErrorCode } from '../../kernel/errors.ts'
import type { HttpHandler } from '../../kernel/http.ts'
import { createHandler, type HandlerOptions } from '../admin/create-handler.ts'
import type { Platform } from '../platform.ts'
import { clientSecretRoute } from './client-secret.ts'
import { securitySettingsRoutes } from './security-settings.ts'

/** First parts of the addresses that are answered. */
export const UAA_PREFIXES = ['/oauth/clients', '/sap/rest/authorization/v2'] as const

export type UaaApiOptions = Pick<HandlerOptions, 'authorizeAdmin' | 'logger' | 'audit' | 'onRefusal'> & {
  readonly platform: Pick<Platform, 'clientSecrets' | 'signingKeys' | 'subaccounts'>
}

/** What UAA and XSUAA let an administrator do with secrets and signing keys, in their shapes (contract oauth.md §1.8). */
export function createUaaApi({ platform, ...options }: UaaApiOptions): HttpHandler {
  const { clientSecrets, signingKeys, subaccounts } = platform
  const routes = [clientSecretRoute(clientSecrets), ...securitySettingsRoutes({ signingKeys, subaccounts })]
  return createHandler({ ...options, routes, prefix: '', errorBody })
}

const errorBody = ({ code, message }: { code: ErrorCode; message: string }) => ({
  error: code === 'bad-request' ? 'invalid_client' : code.replaceAll('-', '_'),
  error_description: message,
})
