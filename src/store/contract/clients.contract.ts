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
  encrypted: null,
  createdAt: 1,
  promotedAt: 1,
  expiresAt: null,
  lastUsedAt: null,
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

    test('a client, or a service key, has no more secrets than are allowed', async () => {
      const { clients } = store.current
      await clients.create(client(), [secret(), secret({ id: 'k1', keyId: 'k' })])
      await clients.addSecret(secret({ id: 's2' }), { most: 2 })
      await clients.addSecret(secret({ id: 'k2', keyId: 'k' }), { most: 2 })
      await clients.addSecret(secret({ id: 'other', keyId: 'j' }), { most: 1 })
      for (const keyId of [null, 'k']) {
        await expect(clients.addSecret(secret({ id: 's3', keyId }), { most: 2 })).rejects.toMatchObject({
          code: 'conflict',
          message: `OAuth client ${client().clientId} has 2 secrets already`,
        })
      }
      expect((await clients.find(client().clientId))?.secrets.map(({ id }) => id)).toEqual(['k1', 'k2', 'other', 's1', 's2'])
    })

    test('two additions at once keep to the limit', async () => {
      const { clients } = store.current
      await clients.create(client(), [secret()])
      const adding = ['s2', 's3', 's4'].map((id) => clients.addSecret(secret({ id }), { most: 2 }))
      const results = await Promise.allSettled(adding)
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    })

    test('the last secret of a client, or of a service key, can be kept', async () => {
      const { clients } = store.current
      await clients.create(client(), [secret(), secret({ id: 's2' }), secret({ id: 'k1', keyId: 'k' })])
      const message = `OAuth client ${client().clientId} has no other secret`
      await expect(clients.deleteSecret('k1', { keepLast: true })).rejects.toMatchObject({ code: 'conflict', message })
      const results = await Promise.allSettled(['s1', 's2'].map((id) => clients.deleteSecret(id, { keepLast: true })))
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect((await clients.find(client().clientId))?.secrets).toHaveLength(2)
      await clients.deleteSecret('k1')
    })

    test('promotes a secret', async () => {
      const { clients } = store.current
      const waiting = secret({ id: 's2', promotedAt: null, expiresAt: 99, encrypted: 'AQ==' })
      await clients.create(client(), [secret(), waiting])
      const changes = changesOf(store.current)
      await clients.promoteSecret('s2', 7)
      expect((await clients.find(client().clientId))?.secrets).toEqual([secret(), { ...waiting, promotedAt: 7 }])
      expect(changes).toEqual([['clients', client().clientId]])
      await expect(clients.promoteSecret('s9', 7)).rejects.toMatchObject({ code: 'not-found', message: 'Client secret s9 does not exist' })
    })

    test('notes the last use of secrets, silently, and never sets it back', async () => {
      const { clients } = store.current
      await clients.create(client(), [secret(), secret({ id: 's2' })])
      const changes = changesOf(store.current)
      await clients.noteSecretUse([
        { id: 's1', usedAt: 5 },
        { id: 'gone', usedAt: 5 },
      ])
      await clients.noteSecretUse([
        { id: 's1', usedAt: 4 },
        { id: 's2', usedAt: 6 },
      ])
      const { secrets } = (await clients.find(client().clientId))!
      expect(secrets.map(({ id, lastUsedAt }) => [id, lastUsedAt])).toEqual([
        ['s1', 5],
        ['s2', 6],
      ])
      expect(changes).toEqual([])
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
