import { z } from 'zod'
import type { ExpiringThings } from '../expiry/expiring-things.ts'
import { WARNING_DAYS } from '../expiry/expiry-watch.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const expiringView = z.strictObject({
  kind: z.enum(['secret', 'certificate', 'signing-key']),
  subaccount: z.enum(['neo', 'cloud-foundry']),
  name: z.string(),
  expiresAt: moment,
  remedy: z.string(),
})

export type ExpiringView = z.output<typeof expiringView>

export function expiringRoutes(expiring: Pick<ExpiringThings, 'within'>): Route[] {
  return [
    route({
      method: 'GET',
      path: '/expiring',
      summary: 'Secrets, certificates and signing keys that end within some days or have ended, the earliest first',
      query: z.strictObject({ within: z.coerce.number().int().min(0).max(36_500).default(WARNING_DAYS) }),
      answer: z.array(expiringView),
      handle: async ({ query }) =>
        (await expiring.within(query.within)).map(({ kind, dialect, name, expiresAt, remedy }) => ({
          kind,
          subaccount: dialect,
          name,
          expiresAt: toMoment(expiresAt),
          remedy,
        })),
    }),
  ]
}
