import { describe, expect, test } from 'vitest'
import type { ApiClient, ApiToken } from '../api-clients.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const client = (change: Partial<ApiClient> = {}): ApiClient => ({
  clientId: 'c1',
  subaccountId: 'sub-1',
  description: 'Provisioning',
  scopes: ['hcp.readAuthorizationSettings'],
  secretHash: 'hash',
  createdAt: 1,
  ...change,
})

const token = (change: Partial<ApiToken> = {}): ApiToken => ({ hash: 't1', clientId: 'c1', scopes: ['a', 'b'], expiresAt: 2000, ...change })

export function apiClientContract(subject: StoreSubject): void {
  describe('API clients', () => {
    const store = eachStore(subject)

    test('are listed per subaccount, oldest first, and their id is taken once', async () => {
      const { apiClients } = store.current
      const [later, elsewhere] = [client({ clientId: 'a', createdAt: 2 }), client({ clientId: 'b', subaccountId: 'sub-2' })]
      for (const each of [later, client(), elsewhere]) await apiClients.create(each)
      expect(await apiClients.list('sub-1')).toEqual([client(), later])
      expect([await apiClients.find('b'), await apiClients.find('B')]).toEqual([elsewhere, undefined])
      await expect(apiClients.create(client())).rejects.toMatchObject({ code: 'conflict', message: 'API client c1 exists already' })
    })

    test('end with their tokens; those of the administrator stay', async () => {
      const { apiClients } = store.current
      await apiClients.create(client())
      const own = token({ hash: 't2', clientId: null })
      for (const each of [token(), own]) await apiClients.addToken(each)
      expect(await apiClients.findToken('t1')).toEqual(token())
      await apiClients.delete('c1')
      expect([await apiClients.findToken('t1'), await apiClients.findToken('t2')]).toEqual([undefined, own])
      await expect(apiClients.delete('c1')).rejects.toMatchObject({ code: 'not-found', message: 'API client c1 does not exist' })
      await expect(apiClients.addToken(token())).rejects.toMatchObject({ code: 'not-found', message: 'API client c1 does not exist' })
    })

    test('tokens are swept when they expired', async () => {
      const { apiClients } = store.current
      for (const expiresAt of [1999, 2000, 2001]) await apiClients.addToken(token({ hash: `t${expiresAt}`, clientId: null, expiresAt }))
      expect([await apiClients.deleteExpiredTokens(2000, 1), await apiClients.deleteExpiredTokens(2000)]).toEqual([1, 1])
      expect(await apiClients.findToken('t2001')).toEqual(token({ hash: 't2001', clientId: null, expiresAt: 2001 }))
    })
  })
}
