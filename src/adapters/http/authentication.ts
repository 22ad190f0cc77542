import type { AdapterContext } from '../../engine/define-adapter.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { Services } from '../../engine/services.ts'
import { compileSimpleText } from '../../languages/simple/simple.ts'
import type { OutboundResponse } from './outbound.ts'
import { tokenCacheOf } from './token-cache.ts'
import { basicAuthorization } from './token-request.ts'

/** Sends the request with this `Authorization` header; without one when it is `undefined`. */
export type SendAuthorized = (authorization: string | undefined) => Promise<OutboundResponse>

/** Sends a request with the channel's credentials; `send` is called a second time when a cached token was refused with 401. */
export type Authentication = (exchange: Exchange, send: SendAuthorized) => Promise<OutboundResponse>

type Alias = (exchange: Exchange) => string

/** Methods by their names in lower case without blanks, as adapters spell them differently. */
const METHODS: Readonly<Record<string, (alias: Alias, services: Services) => Authentication>> = {
  none: () => (_exchange, send) => send(undefined),
  basic: withUserCredential,
  oauth2clientcredentials: withAccessToken,
}

/**
 * Compiles the authentication of a receiver channel. The credential name may hold Simple expressions. Refuses methods that
 * cannot run here, and a method that needs a credential without a name.
 */
export function compileAuthentication(method: string, credentialName: string, context: AdapterContext): Authentication {
  const key = method.replace(/\s/g, '').toLowerCase() || 'none'
  const authentication = METHODS[key]
  if (!authentication) return context.fail(`${method} authentication`, UNAVAILABLE[key] ?? 'This authentication method is not known')
  if (key !== 'none' && credentialName.trim() === '') context.fail(`${method} authentication`, 'The channel names no credential')
  const nameOf = compileSimpleText(credentialName)
  return authentication((exchange) => nameOf(exchange).trim(), context.flow.services)
}

const SAML = 'SAML assertions are not supported'
const CLOUD_CONNECTOR = 'It needs a Cloud Connector, which does not exist here'

const UNAVAILABLE: Readonly<Record<string, string>> = {
  clientcertificate: 'It needs a key pair from the keystore, which is not available to channels',
  oauth2samlbearerassertion: SAML,
  oauth2samlbearer: SAML,
  principalpropagation: CLOUD_CONNECTOR,
  sap_pp: CLOUD_CONNECTOR,
}

function withUserCredential(alias: Alias, { credentials }: Services): Authentication {
  return async (exchange, send) => {
    const { user, password } = await credentials.user(alias(exchange))
    return send(basicAuthorization(user, password))
  }
}

function withAccessToken(alias: Alias, services: Services): Authentication {
  const cache = tokenCacheOf(services)
  return async (exchange, send) => {
    const name = alias(exchange)
    const credentials = await services.credentials.oauth2ClientCredentials(name)
    const first = await cache.token(name, credentials)
    const response = await send(`Bearer ${first.value}`)
    if (response.status !== 401 || first.fresh) return response
    await cache.forget(name, first.value)
    return send(`Bearer ${(await cache.token(name, credentials)).value}`)
  }
}
