import { generateKeyPairSync } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** The certified peer with the same grant, in memory; prints where it is as one line of JSON and answers until it is killed. */
const [clientId, clientSecret] = ['bench', 'a-secret-of-the-benchmark-client']
const client = {
  client_id: clientId,
  client_secret: clientSecret,
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  token_endpoint_auth_method: 'client_secret_basic' as const,
}
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const resource = 'urn:bench'
const provider = new Provider('http://127.0.0.1', {
  clients: [client] as never,
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'bench' }] } as never,
  features: {
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: () => ({ scope: '', accessTokenFormat: 'jwt', accessTokenTTL: 3600, jwt: { sign: { alg: 'RS256' } } }),
    },
  },
})
const server = provider.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
  const introspection = { url: url.replace('/token', '/token/introspection'), authorization }
  console.log(JSON.stringify({ opaque: { url, authorization }, jwt: { url, authorization, form: { resource } }, introspection }))
})
