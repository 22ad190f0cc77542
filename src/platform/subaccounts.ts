import type { Clock } from '../kernel/clock.ts'
import { uuid } from '../kernel/ids.ts'
import type { Store } from '../store/store.ts'
import type { Dialect, Subaccount } from '../store/subaccounts.ts'
import { OFFERING, PLAN_NAMES } from './cloud-foundry/plans.ts'

/** The two tenants of an installation, one per dialect. */
export interface Subaccounts {
  readonly neo: Subaccount
  readonly cloudFoundry: Subaccount
}

type SubaccountStores = Pick<Store, 'subaccounts' | 'services'>

/**
 * The subaccounts of this installation; creates what is missing. A new Cloud Foundry subaccount is entitled to every plan;
 * an entitlement that was taken away later does not come back.
 */
export async function ensureSubaccounts(store: SubaccountStores, clock: Clock): Promise<Subaccounts> {
  const existing = await store.subaccounts.list()
  const find = (dialect: Dialect) => existing.find((subaccount) => subaccount.dialect === dialect)
  return {
    neo: find('neo') ?? (await create(store, clock, 'neo', 'Sluice (Neo)')),
    cloudFoundry: find('cloud-foundry') ?? (await createEntitled(store, clock)),
  }
}

async function createEntitled(store: SubaccountStores, clock: Clock): Promise<Subaccount> {
  const subaccount = await create(store, clock, 'cloud-foundry', 'Sluice (Cloud Foundry)')
  for (const plan of PLAN_NAMES) await store.services.entitle({ subaccountId: subaccount.id, offering: OFFERING.name, plan })
  return subaccount
}

async function create(store: SubaccountStores, clock: Clock, dialect: Dialect, displayName: string): Promise<Subaccount> {
  const subaccount = { id: uuid(), subdomain: 'sluice', dialect, displayName, createdAt: clock.now() }
  await store.subaccounts.create(subaccount)
  return subaccount
}
