import { type AdminAnswer, admin } from '../../../api/admin.ts'
import { callableEndpoints, chosenFor, hadToken, tokenUrlOf } from './common-progress.ts'
import { type Credentials, NAMES, type Participant, type Purpose, type Scenario } from './scenario.ts'

type Client = AdminAnswer<'GET /clients'>[number]

/** The subscription that a client is registered for. */
const APPLICATIONS = { send: 'iflmap', read: 'tmn' } as const

export const neo: Scenario = {
  dialect: 'neo',
  async progress() {
    const clients = await admin('GET /clients')
    return {
      tokenUrl: await tokenUrlOf('neo'),
      entitled: { send: true, read: true },
      clients: { send: await participant(clients, 'send'), read: await participant(clients, 'read') },
      endpoints: await callableEndpoints(),
    }
  },
  giveRole: ({ clientId }, purpose, role) => assign(clientId, purpose, role),
  async makeClient(client, purpose, role) {
    const credentials = client === undefined ? await register(purpose) : await addSecret(client)
    if (client?.roles.includes(role) !== true) await assign(credentials.clientId, purpose, role)
    return credentials
  },
}

/** *Register New Client*; the secret is told this once. */
export async function register(purpose: Purpose): Promise<Credentials> {
  return admin('POST /clients', { body: { name: NAMES[purpose], application: APPLICATIONS[purpose] } })
}

/** A second secret of the client, which is told this once. */
export async function addSecret({ clientId }: Participant): Promise<Credentials> {
  const { secret } = await admin('POST /clients/{clientId}/secrets', { params: { clientId }, body: {} })
  return { clientId, secret }
}

async function assign(clientId: string, purpose: Purpose, role: string): Promise<void> {
  await admin('POST /assignments', { body: { user: `oauth_client_${clientId}`, application: APPLICATIONS[purpose], role } })
}

async function participant(clients: readonly Client[], purpose: Purpose): Promise<Participant | undefined> {
  const chosen = chosenFor(
    purpose,
    clients.filter(({ application }) => application === APPLICATIONS[purpose]),
    ({ roles }) => roles.map(({ role }) => role),
  )
  if (chosen === undefined) return undefined
  const { name, clientId, roles } = chosen
  const held = roles.filter(({ application }) => application === APPLICATIONS[purpose]).map(({ role }) => role)
  return { name, clientId, roles: held, keys: [], hadToken: await hadToken(clientId) }
}
