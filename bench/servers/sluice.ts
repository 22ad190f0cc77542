import { testTenant } from '../../test/support/tenant.ts'

/** A tenant with one client for each way to call; prints where they are as one line of JSON and answers until it is killed. */
const tenant = await testTenant()
const { platform, publicUrl } = tenant
const { client, secret } = await platform.clients.register({ name: 'Bench', application: 'iflmap' })
await platform.assignments.assign({ user: `oauth_client_${client.clientId}`, application: 'iflmap', role: 'ESBMessaging.send' })
const chosen = await platform.clients.register({ name: 'Bench chosen', application: 'iflmap', secret: 'a-secret-that-somebody-chose' })
await platform.instances.create({ name: 'bench', plan: 'integration-flow', parameters: {} })
const { credentials } = await platform.keys.create('bench', 'key', {})
const { deploy } = await import('../../test/support/deploy.ts')
const { content, https } = await import('../../test/support/flow.ts')
await deploy(tenant, { id: 'Bench', sender: https('/bench'), steps: [content('ok')] })

const basic = (id: string, value: string) => `Basic ${Buffer.from(`${id}:${value}`).toString('base64')}`
console.log(
  JSON.stringify({
    opaque: { url: `${publicUrl}/oauth2/api/v1/token`, authorization: basic(client.clientId, secret) },
    chosen: { url: `${publicUrl}/oauth2/api/v1/token`, authorization: basic(chosen.client.clientId, chosen.secret) },
    jwt: { url: `${publicUrl}/oauth/token`, authorization: basic(credentials.oauth.clientid, credentials.oauth.clientsecret) },
    flow: { url: `${publicUrl}/http/bench`, authorization: basic(client.clientId, secret) },
    introspection: { url: `${publicUrl}/introspect`, authorization: basic(credentials.oauth.clientid, credentials.oauth.clientsecret) },
  }),
)
