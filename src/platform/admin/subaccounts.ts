import { z } from 'zod'
import type { Subaccount } from '../../store/subaccounts.ts'
import type { Subaccounts } from '../subaccounts.ts'
import { dialect } from './fields.ts'
import { type Route, route } from './route.ts'

const subaccountView = z.strictObject({
  id: z.string(),
  subdomain: z.string(),
  dialect,
  displayName: z.string(),
  tokenUrl: z.string(),
})

export type SubaccountView = z.output<typeof subaccountView>

export interface SubaccountRouteParts {
  readonly subaccounts: Subaccounts
  /** Full URLs of the token endpoints. */
  readonly tokenUrls: () => { readonly neo: string; readonly cloudFoundry: string }
}

export function subaccountRoutes({ subaccounts, tokenUrls }: SubaccountRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/subaccounts',
      summary: 'The subaccounts with their token endpoints',
      answer: z.array(subaccountView),
      handle: async () => [view(subaccounts.neo, tokenUrls().neo), view(subaccounts.cloudFoundry, tokenUrls().cloudFoundry)],
    }),
  ]
}

function view({ id, subdomain, dialect, displayName }: Subaccount, tokenUrl: string): SubaccountView {
  return { id, subdomain, dialect, displayName, tokenUrl }
}
