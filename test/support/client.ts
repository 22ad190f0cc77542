import { randomUUID } from 'node:crypto'
import type { Application } from '../../src/store/clients.ts'
import type { Dialect } from '../../src/store/subaccounts.ts'
import type { TestTenant } from './tenant.ts'

export const DIALECTS = ['neo', 'cloud-foundry'] as const satisfies readonly Dialect[]

export const TOKEN_PATHS: Readonly<Record<Dialect, string>> = { neo: '/oauth2/api/v1/token', 'cloud-foundry': '/oauth/token' }

/** What someone who may call knows, and the names under which an administrator finds it. */
export interface TestClient {
  readonly dialect: Dialect
  readonly id: string
  readonly secret: string
  readonly tokenUrl: string
  /** Whom flows and logs see. */
  readonly user: string
  /** Service instance that owns the client; its key is named `key`. Cloud Foundry only. */
  readonly instance: string
}

export interface ClientWish {
  readonly application?: Application
  readonly roles?: readonly string[]
  /** Neo only. */
  readonly clientId?: string
  readonly secret?: string
  readonly tokenLifetime?: number | null
  readonly tokenProfile?: 'rfc9068'
  readonly dpopBound?: boolean
}

/** A client of the dialect that holds these roles. Without a wish it calls flows with the standard role. */
export function testClient(tenant: TestTenant, dialect: Dialect, wish: ClientWish = {}): Promise<TestClient> {
  return dialect === 'neo' ? neoClient(tenant, wish) : cloudFoundryClient(tenant, wish)
}

async function neoClient({ platform, publicUrl }: TestTenant, wish: ClientWish): Promise<TestClient> {
  const { application = 'iflmap', roles = ['ESBMessaging.send'], ...registration } = wish
  const { client, secret } = await platform.clients.register({ name: 'Test client', application, ...registration })
  const user = `oauth_client_${client.clientId}`
  for (const role of roles) await platform.assignments.assign({ user, application, role })
  return { dialect: 'neo', id: client.clientId, secret, tokenUrl: publicUrl + TOKEN_PATHS.neo, user, instance: '' }
}

async function cloudFoundryClient({ platform }: TestTenant, wish: ClientWish): Promise<TestClient> {
  const { application = 'iflmap', roles = ['ESBMessaging.send'], tokenProfile, dpopBound } = wish
  const extensions = { ...(tokenProfile && { 'token-profile': tokenProfile }), ...(dpopBound && { 'dpop-bound': dpopBound }) }
  const instance = randomUUID().slice(0, 13)
  const plan = application === 'iflmap' ? 'integration-flow' : 'api'
  await platform.instances.create({ name: instance, plan, parameters: { roles: [...roles], ...extensions } })
  const { oauth } = (await platform.keys.create(instance, 'key', {})).credentials
  const { clientid: id, clientsecret: secret, tokenurl: tokenUrl } = oauth
  return { dialect: 'cloud-foundry', id, secret, tokenUrl, user: id, instance }
}

export const basic = ({ id, secret }: Pick<TestClient, 'id' | 'secret'>): string =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

/** Asks for an access token as the tutorials do: everything in the URL, no body. Throws when there is none. */
export async function accessToken(client: TestClient, format?: 'jwt' | 'opaque'): Promise<string> {
  // Neo knows no word for its default.
  const wanted = format === undefined || (client.dialect === 'neo' && format === 'opaque') ? '' : `&token_format=${format}`
  const url = `${client.tokenUrl}?grant_type=client_credentials${wanted}`
  const answer = await fetch(url, { method: 'POST', headers: { authorization: basic(client) } })
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return ((await answer.json()) as { access_token: string }).access_token
}
