import { ManualClock } from '../../kernel/clock.ts'
import type { HttpResponse } from '../../kernel/http.ts'
import { silentLogger } from '../../kernel/logger.ts'
import type { Application, Client } from '../../store/clients.ts'
import { memoryVault } from '../../store/open-vault.ts'
import { openSqliteStore } from '../../store/sqlite/open.ts'
import type { Admin } from '../admin.ts'
import { createIdentity, type Identity } from '../identity.ts'
import { clientUser, instanceClientId, planOf } from '../names.ts'
import { newSecret } from '../new-secret.ts'
import { Refusal } from '../refusals.ts'
import type { TokenRequestRules } from '../token-request-rules.ts'
import { basicAuth, httpRequest, type RequestParts } from './http-request.fixture.ts'

export const PUBLIC_URL = 'http://sluice.test'
const HTTPS_URL = 'https://sluice.test:8443'
const NEO = { id: '11111111-0000-4000-8000-000000000001', subdomain: 'acme', dialect: 'neo' } as const
const CLOUD_FOUNDRY = { id: '22222222-0000-4000-8000-000000000002', subdomain: 'acme', dialect: 'cloud-foundry' } as const

/** A tenant with both dialects in memory, and short ways to set it up and to call it. */
export async function openTenant(rules: Partial<TokenRequestRules> = {}) {
  const clock = new ManualClock()
  const store = await openSqliteStore({ file: ':memory:', clock })
  const vault = memoryVault()
  const admin: Admin = {
    isPassword: (password) => password === 'root',
    isToken: (token) => token === 'sluice_admin_token',
    passwordVersion: 'of-root',
  }
  for (const subaccount of [NEO, CLOUD_FOUNDRY]) {
    await store.subaccounts.create({ ...subaccount, displayName: subaccount.dialect, createdAt: clock.now() })
  }
  const identity = createIdentity({
    store,
    vault,
    clock,
    logger: silentLogger,
    admin,
    publicUrl: () => PUBLIC_URL,
    origins: () => [PUBLIC_URL, HTTPS_URL],
    refusalsKept: 100,
    rules: { plainHttp: true, failuresPerClient: 0, failuresPerSource: 0, ...rules },
    refusalsKeptDays: 30,
    auditKeptDays: 365,
  })
  return new Tenant({ clock, store, vault, identity })
}

interface Parts {
  readonly clock: ManualClock
  readonly store: Awaited<ReturnType<typeof openSqliteStore>>
  readonly vault: ReturnType<typeof memoryVault>
  readonly identity: Identity
}

export class Tenant {
  readonly clock: ManualClock
  readonly store: Parts['store']
  readonly vault: Parts['vault']
  readonly identity: Identity
  readonly neo = NEO
  readonly cloudFoundry = CLOUD_FOUNDRY

  constructor({ clock, store, vault, identity }: Parts) {
    this.clock = clock
    this.store = store
    this.vault = vault
    this.identity = identity
  }

  /** A Neo client with the secret `s3cret`, and its roles. */
  async registerClient(clientId: string, options: { application?: Application; roles?: readonly string[] } & Partial<Client> = {}) {
    const { application = 'iflmap', roles = [], ...changes } = options
    const client = { ...this.#client(clientId, application), subaccountId: NEO.id, tokenLifetime: 3600, ...changes }
    const hash = await this.identity.secrets.hash('generated', 's3cret')
    const secret = newSecret({ id: `${clientId}-secret`, clientId, kind: 'generated', hash, createdAt: this.clock.now() })
    await this.store.clients.create(client, [secret])
    for (const role of roles) await this.assign(clientId, role, application)
    return { clientId, secret: 's3cret' }
  }

  async assign(clientId: string, role: string, application: Application = 'iflmap') {
    await this.store.roles.assign({ subaccountId: NEO.id, application, role, user: clientUser(clientId) })
  }

  /** A service instance with one key, whose secret is returned. */
  async createInstance(name: string, application: Application, roles: readonly string[], changes: Partial<Client> = {}) {
    const plan = planOf(application)
    const id = `33333333-0000-4000-8000-${Buffer.from(name).toString('hex').padStart(12, '0').slice(-12)}`
    const clientId = instanceClientId(plan, id, CLOUD_FOUNDRY)
    const client = { ...this.#client(clientId, application), subaccountId: CLOUD_FOUNDRY.id, roles, instanceId: id, ...changes }
    const now = this.clock.now()
    const instance = {
      id,
      subaccountId: CLOUD_FOUNDRY.id,
      name,
      offering: 'it-rt',
      plan,
      clientId,
      parameters: {},
      createdAt: now,
      updatedAt: now,
    }
    await this.store.services.createInstance(instance)
    await this.store.clients.create(client, [])
    return { clientId, secret: await this.addKey(clientId, `${name}-key`) }
  }

  async addKey(clientId: string, id: string): Promise<string> {
    const secret = this.identity.secrets.generate()
    const hash = await this.identity.secrets.hash('generated', secret)
    await this.store.clients.addSecret(newSecret({ id, clientId, kind: 'generated', hash, createdAt: this.clock.now() }))
    return secret
  }

  /** Calls an address of the authorization server. */
  call(parts: RequestParts & { target: string }): Promise<HttpResponse> {
    const request = httpRequest(parts)
    const { routes } = this.identity
    const route = routes.find(({ path }) => path === request.path) ?? routes.findLast(({ path }) => request.path.startsWith(`${path}/`))
    if (route === undefined) throw new Error(`Nothing answers at ${request.path}`)
    return route.handler(request)
  }

  /** Asks for a token with HTTP Basic and the grant in the query. */
  async token({ clientId, secret }: { clientId: string; secret: string }, dialect: 'neo' | 'cloud-foundry', more = ''): Promise<string> {
    const path = dialect === 'neo' ? '/oauth2/api/v1/token' : '/oauth/token'
    const target = `${path}?grant_type=client_credentials${more}`
    const response = await this.call({ target, headers: { authorization: basicAuth(clientId, secret) } })
    if (response.status !== 200) throw new Error(`${response.status} ${response.body}`)
    return (JSON.parse(String(response.body)) as { access_token: string }).access_token
  }

  #client(clientId: string, application: Application): Client {
    return {
      clientId,
      subaccountId: '',
      name: clientId,
      description: '',
      application,
      grantTypes: ['client_credentials'],
      redirectUris: [],
      tokenLifetime: 3600,
      roles: [],
      instanceId: null,
      options: {},
      createdAt: this.clock.now(),
    }
  }
}

/** The refusal that the work ends with. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const thrown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(thrown instanceof Refusal)) throw new Error(`Not refused: ${thrown}`)
  return thrown
}
