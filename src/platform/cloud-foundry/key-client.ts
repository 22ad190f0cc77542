import type { Client, ClientSecret } from '../../store/clients.ts'
import type { ServiceInstance, ServiceKey } from '../../store/services.ts'
import type { Store } from '../../store/store.ts'
import { CLIENT_PER_KEY } from './instance-parameters.ts'

type ClientStores = Pick<Store, 'clients'>

/** Whether a new key of the instance gets a client of its own (ADR 007). */
export const hasClientPerKey = ({ parameters }: ServiceInstance): boolean => parameters[CLIENT_PER_KEY] === true

/** As the id of the instance's client, with the key in place of the instance. */
export const ownClientId = (instance: ServiceInstance, keyId: string): string => instance.clientId.replace(instance.id, keyId)

/** The client that the key's secrets belong to: its own when it got one, else that of the instance. */
export async function clientIdOf(instance: ServiceInstance, keyId: string, { clients }: ClientStores): Promise<string> {
  const own = ownClientId(instance, keyId)
  return (await clients.find(own)) === undefined ? instance.clientId : own
}

/** Creates the key's own client: what the instance's client may do, with these secrets alone. */
export async function createOwnClient(
  instance: ServiceInstance,
  key: ServiceKey,
  { clientId, secrets }: { clientId: string; secrets: readonly ClientSecret[] },
  { clients }: ClientStores,
) {
  const { client } = (await clients.find(instance.clientId))!
  const own = { ...client, clientId, name: `${instance.name}/${key.name}`, createdAt: key.createdAt }
  await clients.create(own, secrets)
}

/** Gives the own clients of the keys what the instance's client has now. */
export async function updateOwnClients(
  instance: ServiceInstance,
  changed: Client,
  { clients, services }: Pick<Store, 'clients' | 'services'>,
) {
  for (const key of await services.keys({ instanceId: instance.id })) {
    const own = await clients.find(ownClientId(instance, key.id))
    if (own === undefined) continue
    const { clientId, name, createdAt } = own.client
    await clients.update({ ...changed, clientId, name, createdAt })
  }
}
