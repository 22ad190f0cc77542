import { describe, expect, test } from 'vitest'
import type { Client, ClientSecret } from '../clients.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'
import { token } from './tokens.contract.ts'

export const client = (change: Partial<Client> = {}): Client => ({
  clientId: 'sb-Acme!b1|it-rt!b2',
  subaccountId: 'sub-1',
  name: 'Acme',
  description: "calls the 'orders' flow",
  application: 'iflmap',
  grantTypes: ['client_credentials'],
  redirectUris: ['https://localhost/a?b=c'],
  tokenLifetime: 3600,
  roles: ['ESBMessaging.send', 'Größe'],
  instanceId: null,
  options: {},
  createdAt: 1_767_225_600_000,
  ...change,
})

const secret = (change: Partial<ClientSecret> = {}): ClientSecret => ({
  id: 's1',
  clientId: client().clientId,
  kind: 'generated',
  hash: '00ff',
  keyId: null,
  createdAt: 1,
  ...change,
})

export function clientContract(subject: StoreSubject): void {
  describe('clients', () => {
    const store = eachStore(subject)

    test('finds the client with its secrets, oldest first', async () => {
      const { clients } = store.current
      const young = secret({ id: 'a', kind: 'chosen', keyId: 'k', createdAt: 2 })
      await clients.create(client({ instanceId: 'i', tokenLifetime: null }), [young, secret()])
      expect(await clients.find(client().clientId)).toEqual({
        client: client({ instanceId: 'i', tokenLifetime: null }),
        secrets: [secret(), young],
      })
    })

    test('finds the exact spelling only', async () => {
      const { clients } = store.current
      await clients.create(client(), [])
      expect(await clients.find(client().clientId.toUpperCase())).toBeUndefined()
      expect(await clients.find(`${client().clientId} `)).toBeUndefined()
      expect(await clients.find('%')).toBeUndefined()
    })

    test.each([
      ['the same', 'Ärger', 'Ärger'],
      ['upper case', 'orders', 'ORDERS'],
      ['upper case outside ASCII', 'Ärger', 'äRGER'],
    ])('an id is taken once over all subaccounts: %s', async (_, taken, wanted) => {
      const { clients } = store.current
      await clients.create(client({ clientId: taken }), [])
      await expect(clients.create(client({ clientId: wanted, subaccountId: 'sub-2' }), [])).rejects.toMatchObject({
        code: 'conflict',
        message: `OAuth client ${wanted} exists already`,
      })
      expect(await clients.list()).toEqual([client({ clientId: taken })])
    })

    test('creates the client and its secrets or nothing', async () => {
      const { clients } = store.current
      await clients.create(client(), [secret()])
      const other = client({ clientId: 'other' })
      const changes = changesOf(store.current)
      await expect(clients.create(other, [secret({ id: 's2', clientId: 'other' }), secret({ clientId: 'other' })])).rejects.toMatchObject({
        code: 'conflict',
        message: 'Client secret s1 exists already',
      })
      expect(await clients.find('other')).toBeUndefined()
      expect(changes).toEqual([])
      await clients.create(other, [secret({ id: 's2', clientId: 'other' })])
    })

    test('lists all or those of a subaccount, by id', async () => {
      const { clients } = store.current
      await clients.create(client({ clientId: 'b' }), [])
      await clients.create(client({ clientId: 'c', subaccountId: 'sub-2' }), [])
      await clients.create(client({ clientId: 'a' }), [])
      expect((await clients.list()).map((item) => item.clientId)).toEqual(['a', 'b', 'c'])
      expect(await clients.list({ subaccountId: 'sub-2' })).toEqual([client({ clientId: 'c', subaccountId: 'sub-2' })])
      expect(await clients.list({ subaccountId: 'none' })).toEqual([])
    })

    test('updates all but the secrets', async () => {
      const { clients } = store.current
      await clients.create(client(), [secret()])
      const changed = client({ name: 'New', application: 'tmn', roles: [], grantTypes: [], redirectUris: [], tokenLifetime: null })
      await clients.update(changed)
      expect(await clients.find(client().clientId)).toEqual({ client: changed, secrets: [secret()] })
    })

    test('adds and deletes secrets', async () => {
      const { clients } = store.current
      await clients.create(client(), [secret()])
      await clients.addSecret(secret({ id: 's2', createdAt: 2 }))
      await clients.deleteSecret('s1')
      expect((await clients.find(client().clientId))?.secrets).toEqual([secret({ id: 's2', createdAt: 2 })])
    })

    test('deletes the client with its secrets and tokens, and no others', async () => {
      const { clients, tokens } = store.current
      await clients.create(client(), [secret()])
      await clients.create(client({ clientId: 'other' }), [secret({ id: 's2', clientId: 'other' })])
      await tokens.add(token({ hash: 'h1', clientId: client().clientId }))
      await tokens.add(token({ hash: 'h2', clientId: 'other' }))
      await clients.delete(client().clientId)
      expect(await clients.find(client().clientId)).toBeUndefined()
      expect(await tokens.find('h1')).toBeUndefined()
      expect((await tokens.list({})).map((item) => item.hash)).toEqual(['h2'])
      await expect(clients.deleteSecret('s1')).rejects.toMatchObject({ code: 'not-found' })
      expect((await clients.find('other'))?.secrets).toHaveLength(1)
    })

    test('says what does not exist', async () => {
      const { clients } = store.current
      const missing = { code: 'not-found', message: 'OAuth client ghost does not exist' }
      await expect(clients.update(client({ clientId: 'ghost' }))).rejects.toMatchObject(missing)
      await expect(clients.delete('ghost')).rejects.toMatchObject(missing)
      await expect(clients.addSecret(secret({ clientId: 'ghost' }))).rejects.toMatchObject(missing)
      await expect(clients.deleteSecret('s9')).rejects.toMatchObject({
        code: 'not-found',
        message: 'Client secret s9 does not exist',
      })
    })

    test('tells client ids, and the tokens that end with a client', async () => {
      const { clients, tokens } = store.current
      const { clientId } = client()
      const changes = changesOf(store.current)
      await clients.create(client(), [secret()])
      await clients.update(client())
      await clients.addSecret(secret({ id: 's2' }))
      await clients.deleteSecret('s2')
      await tokens.add(token({ hash: 'h1', clientId }))
      expect(changes).toEqual(Array.from({ length: 4 }, () => ['clients', clientId]))
      changes.length = 0
      await clients.delete(clientId)
      expect(changes).toEqual([
        ['clients', clientId],
        ['tokens', 'h1'],
      ])
    })
  })
}
