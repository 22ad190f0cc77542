import { afterEach, beforeEach } from 'vitest'
import type { ChangeTopic, Store } from '../store.ts'

/** How the suite gets at the implementation under test. */
export interface StoreSubject {
  /** A new, empty store. */
  open(): Promise<Store>
  /** Opens again what the last `open` made, after it was closed; absent for stores that end with `close`. */
  reopen?(): Promise<Store>
}

/** Opens an empty store before each test and closes it afterwards. */
export function eachStore(subject: StoreSubject): { readonly current: Store; reopened(): Promise<Store> } {
  let store: Store
  beforeEach(async () => {
    store = await subject.open()
  })
  afterEach(() => store.close())
  return {
    get current() {
      return store
    },
    async reopened() {
      await store.close()
      store = await subject.reopen!()
      return store
    },
  }
}

/** Collects what the store tells from now on. */
export function changesOf(store: Store): [ChangeTopic, string][] {
  const changes: [ChangeTopic, string][] = []
  store.onChange((topic, key) => changes.push([topic, key]))
  return changes
}
