import { describe, expect, test } from 'vitest'
import type { Subaccount } from '../subaccounts.ts'
import { changesOf, eachStore, type StoreSubject } from './subject.contract.ts'

const subaccount = (change: Partial<Subaccount> = {}): Subaccount => ({
  id: 'b0c2a4a2-57f5-4c1e-9a0e-000000000001',
  subdomain: 'acme',
  dialect: 'neo',
  displayName: 'Acme "GmbH"',
  createdAt: 1_767_225_600_000,
  ...change,
})

export function subaccountContract(subject: StoreSubject): void {
  describe('subaccounts', () => {
    const store = eachStore(subject)

    test('lists what was created, oldest first', async () => {
      const { subaccounts } = store.current
      const young = subaccount({ id: 'a', subdomain: 'young', createdAt: 2_000_000_000_000 })
      await subaccounts.create(young)
      await subaccounts.create(subaccount())
      expect(await subaccounts.list()).toEqual([subaccount(), young])
    })

    test('starts empty', async () => {
      expect(await store.current.subaccounts.list()).toEqual([])
    })

    test('a subdomain is taken once per dialect', async () => {
      const { subaccounts } = store.current
      await subaccounts.create(subaccount())
      await subaccounts.create(subaccount({ id: 'z', dialect: 'cloud-foundry' }))
      const changes = changesOf(store.current)
      await expect(subaccounts.create(subaccount({ id: 'c' }))).rejects.toMatchObject({
        code: 'conflict',
        message: 'Subaccount acme (neo) exists already',
      })
      expect((await subaccounts.list()).map((item) => item.id)).toEqual([subaccount().id, 'z'])
      expect(changes).toEqual([])
    })

    test('tells the id', async () => {
      const changes = changesOf(store.current)
      await store.current.subaccounts.create(subaccount())
      expect(changes).toEqual([['subaccounts', subaccount().id]])
    })
  })
}
