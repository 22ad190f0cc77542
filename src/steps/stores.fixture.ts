import { afterEach, beforeEach } from 'vitest'
import type { Services } from '../engine/services.ts'
import { ManualClock } from '../kernel/clock.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import type { Store } from '../store/store.ts'

export const DAY = 86_400_000

/** An empty store and a clock at the epoch for each test, as steps get them. */
export function eachTenant(): {
  readonly store: Store
  readonly clock: ManualClock
  readonly services: Pick<Services, 'stores' | 'clock'>
} {
  let store: Store
  let clock: ManualClock
  beforeEach(async () => {
    store = await openSqliteStore({ file: ':memory:' })
    clock = new ManualClock(0)
  })
  afterEach(() => store.close())
  return {
    get store() {
      return store
    },
    get clock() {
      return clock
    },
    get services() {
      return { stores: store, clock }
    },
  }
}
