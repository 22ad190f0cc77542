import { type AdminAnswer, admin } from '../../../api/admin.ts'
import { callableEndpoints, chosenFor, hadToken, tokenUrlOf } from './common-progress.ts'
import { type Credentials, NAMES, type Participant, type Purpose, type Scenario } from './scenario.ts'

type Instance = AdminAnswer<'GET /instances'>[number]

const OFFERING = 'it-rt'
const PLANS = { send: 'integration-flow', read: 'api' } as const
const KEY = 'first-steps'

export const cloudFoundry: Scenario = {
  dialect: 'cloud-foundry',
  async progress() {
    const [instances, entitlements] = await Promise.all([admin('GET /instances'), admin('GET /entitlements')])
    const isEntitled = (purpose: Purpose) => entitlements.some(({ plan }) => plan === PLANS[purpose])
    return {
      tokenUrl: await tokenUrlOf('cloud-foundry'),
      entitled: { send: isEntitled('send'), read: isEntitled('read') },
      clients: { send: await participant(instances, 'send'), read: await participant(instances, 'read') },
      endpoints: await callableEndpoints(),
    }
  },
  async giveRole({ name, roles }, _purpose, role) {
    await admin('PATCH /instances/{name}', { params: { name }, body: { parameters: { roles: [...roles, role] } } })
  },
  async makeClient(client, purpose, role) {
    if (client !== undefined) {
      if (!client.roles.includes(role)) await cloudFoundry.giveRole(client, purpose, role)
      return credentialsFor(client)
    }
    await entitle(purpose)
    await createInstance(purpose, role)
    return createKey(NAMES[purpose])
  },
}

export const entitle = (purpose: Purpose): Promise<unknown> =>
  admin('PUT /entitlements/{offering}/{plan}', { params: { offering: OFFERING, plan: PLANS[purpose] } })

export const createInstance = (purpose: Purpose, role: string): Promise<unknown> =>
  admin('POST /instances', { body: { name: NAMES[purpose], plan: PLANS[purpose], parameters: { roles: [role] } } })

/** Those of a key that exists, else of a new one. */
export function credentialsFor({ name, keys: [key] }: Participant): Promise<Credentials> {
  return key === undefined ? createKey(name) : showKey(name, key)
}

/** A key of type ClientId/Secret. */
async function createKey(instance: string): Promise<Credentials> {
  return credentialsOf(await admin('POST /instances/{instance}/keys', { params: { instance }, body: { name: KEY } }))
}

/** The credentials of a key that exists; the audit log says who looked. */
async function showKey(instance: string, name: string): Promise<Credentials> {
  return credentialsOf(await admin('GET /instances/{instance}/keys/{name}', { params: { instance, name } }))
}

const credentialsOf = ({ credentials: { oauth } }: AdminAnswer<'GET /instances/{instance}/keys/{name}'>): Credentials => ({
  clientId: oauth.clientid,
  secret: oauth.clientsecret ?? '',
})

async function participant(instances: readonly Instance[], purpose: Purpose): Promise<Participant | undefined> {
  const chosen = chosenFor(
    purpose,
    instances.filter(({ plan }) => plan === PLANS[purpose]),
    ({ parameters }) => parameters.roles as string[],
  )
  if (chosen === undefined) return undefined
  const { name, clientId, parameters } = chosen
  const keys = await admin('GET /instances/{instance}/keys', { params: { instance: name } })
  const withSecret = keys.filter(({ type }) => type === 'clientid_secret').map((key) => key.name)
  return { name, clientId, roles: parameters.roles as string[], keys: withSecret, hadToken: await hadToken(clientId) }
}
