import type { SubaccountStore } from '../subaccounts.ts'
import type { SqlContext } from './context.ts'
import { explained } from './violations.ts'

export function subaccountStore({ db, changes }: SqlContext): SubaccountStore {
  return {
    async create(subaccount) {
      await explained({ duplicate: `Subaccount ${subaccount.subdomain} (${subaccount.dialect})` }, () =>
        db.insertInto('subaccounts').values(subaccount).execute(),
      )
      changes.publish('subaccounts', subaccount.id)
    },
    list: () => db.selectFrom('subaccounts').selectAll().orderBy('createdAt').orderBy('id').execute(),
  }
}
