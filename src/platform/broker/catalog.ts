import type { Entitlement, Plan } from '../../store/services.ts'
import type { Subaccount } from '../../store/subaccounts.ts'
import { guidOf, planGuid } from '../cf/landscape.ts'
import { parameterSchemas } from '../cloud-foundry/parameter-schemas.ts'
import { OFFERING, PLANS } from '../cloud-foundry/plans.ts'
import { BrokerError } from './broker-error.ts'

/** Ids of the offering and its plans: those that the Cloud Controller shows, the same after every start. */
const offeringId = (subaccount: Subaccount): string => guidOf(subaccount, 'offering', OFFERING.name)

/** `GET /v2/catalog`: the offering with the plans that the subaccount is entitled to. */
export function catalog(subaccount: Subaccount, entitlements: readonly Entitlement[]) {
  return {
    services: [
      {
        id: offeringId(subaccount),
        name: OFFERING.name,
        description: OFFERING.displayName,
        bindable: true,
        instances_retrievable: true,
        bindings_retrievable: true,
        plan_updateable: false,
        metadata: { displayName: OFFERING.displayName },
        plans: entitlements.map(({ plan }) => planOf(subaccount, plan)),
      },
    ],
  }
}

function planOf(subaccount: Subaccount, plan: Plan) {
  return {
    id: planGuid(subaccount, plan),
    name: plan,
    description: PLANS[plan].description,
    free: true,
    bindable: true,
    binding_rotatable: true,
    plan_updateable: false,
    schemas: parameterSchemas(plan),
  }
}

/** The plan that the ids stand for. Throws 400 for ids that are not in the catalog. */
export function planWith(ids: { service: string; plan: string }, subaccount: Subaccount, entitlements: readonly Entitlement[]): Plan {
  requireService(ids.service, subaccount)
  const found = entitlements.find(({ plan }) => planGuid(subaccount, plan) === ids.plan)
  if (found === undefined) throw new BrokerError(400, `plan_id: the catalog has no plan '${ids.plan}'`)
  return found.plan
}

export function requireService(id: string, subaccount: Subaccount): void {
  if (id !== offeringId(subaccount)) throw new BrokerError(400, `service_id: the catalog has no service '${id}'`)
}
