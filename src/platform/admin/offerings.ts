import { z } from 'zod'
import type { Plan } from '../../store/services.ts'
import type { Entitlements } from '../cloud-foundry/entitlements.ts'
import { effectiveParameters } from '../cloud-foundry/instance-parameters.ts'
import type { ServiceInstances } from '../cloud-foundry/instances.ts'
import { GRANT_TYPES, OFFERING, PLAN_NAMES, PLANS } from '../cloud-foundry/plans.ts'
import { application, plan } from './fields.ts'
import { type Route, route } from './route.ts'

const planView = z.strictObject({
  plan,
  description: z.string(),
  application,
  /** Without entitlement there are no instances of the plan. */
  entitled: z.boolean(),
  /** Roles that an instance may ask for. */
  roles: z.array(z.string()),
  grantTypes: z.array(z.string()),
  /** What an instance has whose parameters say nothing. */
  defaults: z.strictObject({
    roles: z.array(z.string()),
    'grant-types': z.array(z.string()),
    'redirect-uris': z.array(z.string()),
    'token-validity': z.int(),
  }),
})

const offeringView = z.strictObject({ offering: z.string(), displayName: z.string(), plans: z.array(planView) })

export type OfferingView = z.output<typeof offeringView>

interface OfferingRouteParts {
  readonly entitlements: Pick<Entitlements, 'list'>
  readonly instances: Pick<ServiceInstances, 'offeredRoles'>
}

export function offeringRoutes({ entitlements, instances }: OfferingRouteParts): Route[] {
  const view = async (name: Plan, entitled: boolean): Promise<z.output<typeof planView>> => ({
    plan: name,
    description: PLANS[name].description,
    application: PLANS[name].application,
    entitled,
    roles: await instances.offeredRoles(name),
    grantTypes: [...GRANT_TYPES],
    defaults: { ...effectiveParameters(name, {}) },
  })
  return [
    route({
      method: 'GET',
      path: '/offerings',
      summary: 'Service offerings with all their plans, entitled or not, and what instances of each may ask for',
      answer: z.array(offeringView),
      handle: async () => {
        const entitled = (await entitlements.list()).map((entitlement) => entitlement.plan)
        const plans = await Promise.all(PLAN_NAMES.map((name) => view(name, entitled.includes(name))))
        return [{ offering: OFFERING.name, displayName: OFFERING.displayName, plans }]
      },
    }),
  ]
}
