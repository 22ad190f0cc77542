import { Refusal } from '../../identity/refusals.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { Entitlement, Plan, ServiceStore } from '../../store/services.ts'
import type { Subaccount } from '../../store/subaccounts.ts'
import { OFFERING } from './plans.ts'

/** Which plans the subaccount may make instances of. */
export class Entitlements {
  readonly #services: ServiceStore
  readonly #subaccountId: string

  constructor(options: { services: ServiceStore; subaccount: Subaccount }) {
    this.#services = options.services
    this.#subaccountId = options.subaccount.id
  }

  /** Plans on offer, in alphabetical order. */
  async list(): Promise<Entitlement[]> {
    const entitlements = await this.#services.entitlements(this.#subaccountId)
    return entitlements.sort((a, b) => a.plan.localeCompare(b.plan))
  }

  /** Granting twice is no error. */
  async grant(plan: Plan): Promise<Entitlement> {
    const entitlement = this.#entitlement(plan)
    if (!(await this.#has(plan))) await this.#services.entitle(entitlement)
    return entitlement
  }

  /** Throws `not-found` when the plan is not granted, `conflict` while it has instances. */
  async revoke(plan: Plan): Promise<void> {
    if (!(await this.#has(plan))) throw new SluiceError('not-found', `The subaccount is not entitled to plan ${plan} of ${OFFERING.name}`)
    const instances = await this.#services.instances({ subaccountId: this.#subaccountId })
    const users = instances.filter((instance) => instance.plan === plan).map(({ name }) => name)
    if (users.length > 0) throw new SluiceError('conflict', `Plan ${plan} is in use by: ${users.join(', ')}. Delete these instances first`)
    await this.#services.revokeEntitlement(this.#entitlement(plan))
  }

  /** Throws the refusal `plan-not-entitled` unless the plan is granted: it is not on offer then. */
  async require(plan: Plan): Promise<void> {
    if (await this.#has(plan)) return
    throw new Refusal('plan-not-entitled', { resource: OFFERING.name, value: plan })
  }

  async #has(plan: Plan): Promise<boolean> {
    const entitlements = await this.#services.entitlements(this.#subaccountId)
    return entitlements.some((entitlement) => entitlement.offering === OFFERING.name && entitlement.plan === plan)
  }

  #entitlement(plan: Plan): Entitlement {
    return { subaccountId: this.#subaccountId, offering: OFFERING.name, plan }
  }
}
