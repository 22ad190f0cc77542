import { z } from 'zod'
import { SluiceError } from '../../kernel/errors.ts'
import type { Entitlement, Plan } from '../../store/services.ts'
import type { Entitlements } from '../cloud-foundry/entitlements.ts'
import { OFFERING, PLAN_NAMES } from '../cloud-foundry/plans.ts'
import { plan } from './fields.ts'
import { type Route, route } from './route.ts'

const entitlementView = z.strictObject({ offering: z.string(), plan })

export type EntitlementView = z.output<typeof entitlementView>

export function entitlementRoutes(entitlements: Entitlements): Route[] {
  return [
    route({
      method: 'GET',
      path: '/entitlements',
      summary: 'Service plans that the Cloud Foundry subaccount may make instances of',
      answer: z.array(entitlementView),
      handle: async () => (await entitlements.list()).map(view),
    }),
    route({
      method: 'PUT',
      path: '/entitlements/{offering}/{plan}',
      summary: 'Entitle the subaccount to a plan',
      answer: entitlementView,
      handle: async ({ params }) => view(await entitlements.grant(planOf(params.offering, params.plan))),
    }),
    route({
      method: 'DELETE',
      path: '/entitlements/{offering}/{plan}',
      summary: 'Take a plan from the subaccount; refused while it has instances',
      handle: ({ params }) => entitlements.revoke(planOf(params.offering, params.plan)),
    }),
  ]
}

function planOf(offering: string, name: string): Plan {
  const found = PLAN_NAMES.find((known) => known === name)
  if (offering === OFFERING.name && found) return found
  throw new SluiceError('not-found', `There is no plan '${name}' of '${offering}'. Plans of ${OFFERING.name}: ${PLAN_NAMES.join(', ')}`)
}

function view({ offering, plan }: Entitlement): EntitlementView {
  return { offering, plan }
}
