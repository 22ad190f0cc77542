import { expect, test } from 'vitest'
import { ManualClock } from '../kernel/clock.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import { ensureSubaccounts } from './subaccounts.ts'

const clock = new ManualClock()

test('a first start makes one subaccount per dialect and entitles Cloud Foundry to both plans', async () => {
  const store = await openSqliteStore({ file: ':memory:' })
  const { neo, cloudFoundry } = await ensureSubaccounts(store, clock)
  const id = expect.stringMatching(/^[0-9a-f-]{36}$/)
  const createdAt = clock.now()
  expect(neo).toEqual({ id, subdomain: 'sluice', dialect: 'neo', displayName: 'Sluice (Neo)', createdAt })
  expect(cloudFoundry).toEqual({ id, subdomain: 'sluice', dialect: 'cloud-foundry', displayName: 'Sluice (Cloud Foundry)', createdAt })
  expect(await store.services.entitlements(cloudFoundry.id)).toEqual([
    { subaccountId: cloudFoundry.id, offering: 'it-rt', plan: 'api' },
    { subaccountId: cloudFoundry.id, offering: 'it-rt', plan: 'integration-flow' },
  ])
})

test('a later start finds them and leaves a revoked entitlement revoked', async () => {
  const store = await openSqliteStore({ file: ':memory:' })
  const first = await ensureSubaccounts(store, clock)
  const api = { subaccountId: first.cloudFoundry.id, offering: 'it-rt', plan: 'api' } as const
  await store.services.revokeEntitlement(api)
  expect(await ensureSubaccounts(store, clock)).toEqual(first)
  expect((await store.services.entitlements(first.cloudFoundry.id)).map(({ plan }) => plan)).toEqual(['integration-flow'])
})
