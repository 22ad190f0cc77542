import { type AdminAnswer, type AdminBody, admin } from '../../../api/admin.ts'
import { t } from '../../../messages/messages.ts'

export type Secret = AdminAnswer<'GET /clients/{clientId}/secrets'>[number]
export type AddedSecret = AdminAnswer<'POST /clients/{clientId}/secrets'>
type Addition = AdminBody<'POST /clients/{clientId}/secrets'>

/** What has secrets: a client of the Neo subaccount or a service key. */
export interface SecretOwner {
  /** Tells owners apart. */
  readonly id: string
  /** What goes with a secret, by name. */
  readonly facts: Readonly<Record<string, string>>
  list(): Promise<readonly Secret[]>
  add(body: Addition): Promise<AddedSecret>
  promote(id: string): Promise<unknown>
  remove(id: string): Promise<void>
}

export const clientSecrets = (clientId: string): SecretOwner => ({
  id: clientId,
  facts: { [t('oauth.clientId')]: clientId },
  list: () => admin('GET /clients/{clientId}/secrets', { params: { clientId } }),
  add: (body) => admin('POST /clients/{clientId}/secrets', { params: { clientId }, body }),
  promote: (id) => admin('POST /clients/{clientId}/secrets/{id}/promote', { params: { clientId, id } }),
  remove: (id) => admin('DELETE /clients/{clientId}/secrets/{id}', { params: { clientId, id } }),
})

export const keySecrets = (instance: string, name: string): SecretOwner => ({
  id: `${instance}/${name}`,
  facts: { [t('key.key')]: name },
  list: () => admin('GET /instances/{instance}/keys/{name}/secrets', { params: { instance, name } }),
  add: (body) => admin('POST /instances/{instance}/keys/{name}/secrets', { params: { instance, name }, body }),
  promote: (id) => admin('POST /instances/{instance}/keys/{name}/secrets/{id}/promote', { params: { instance, name, id } }),
  remove: (id) => admin('DELETE /instances/{instance}/keys/{name}/secrets/{id}', { params: { instance, name, id } }),
})
