import { instanceClientId } from '../../identity/names.ts'
import { ROLE_TEMPLATES } from '../../identity/role-templates.ts'
import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { uuid } from '../../kernel/ids.ts'
import type { Application, Client } from '../../store/clients.ts'
import type { Plan, ServiceInstance } from '../../store/services.ts'
import type { Store } from '../../store/store.ts'
import type { Subaccount } from '../../store/subaccounts.ts'
import type { Roles } from '../roles.ts'
import { tokenOptions } from '../token-options.ts'
import type { Entitlements } from './entitlements.ts'
import {
  checkRoles,
  DPOP_BOUND,
  type EffectiveParameters,
  effectiveParameters,
  type InstanceParameters,
  JWKS,
  TOKEN_PROFILE,
} from './instance-parameters.ts'
import { updateOwnClients } from './key-client.ts'
import { OFFERING, PLANS } from './plans.ts'

export interface InstanceOptions {
  readonly store: Pick<Store, 'services' | 'clients'>
  readonly subaccount: Subaccount
  readonly entitlements: Entitlements
  readonly roles: Roles
  readonly clock: Clock
}

/** Service instances of `it-rt`. Each owns one OAuth client, whose id all its keys share (contracts: oauth §1.8). */
export class ServiceInstances {
  readonly #options: InstanceOptions

  constructor(options: InstanceOptions) {
    this.#options = options
  }

  /** Sorted by name. */
  async list(): Promise<ServiceInstance[]> {
    const { store, subaccount } = this.#options
    const instances = await store.services.instances({ subaccountId: subaccount.id })
    return instances.sort((a, b) => a.name.localeCompare(b.name))
  }

  /** Throws `not-found` with the names that exist. */
  async show(name: string): Promise<ServiceInstance> {
    const instances = await this.list()
    const instance = instances.find((candidate) => candidate.name === name)
    if (instance) return instance
    const known = instances.map((candidate) => candidate.name).join(', ') || 'none'
    throw new SluiceError('not-found', `There is no service instance '${name}'. Instances: ${known}`)
  }

  /**
   * Throws `forbidden` without entitlement, `conflict` for a taken name, `bad-request` for an unknown role.
   *
   * @param request.id chosen by who asks; a GUID otherwise
   */
  async create(request: { id?: string; name: string; plan: Plan; parameters: InstanceParameters }): Promise<ServiceInstance> {
    const { entitlements, subaccount, store, clock } = this.#options
    await entitlements.require(request.plan)
    const parameters = await this.#check(request.plan, effectiveParameters(request.plan, request.parameters))
    await this.#requireFreeName(request.name)
    const id = request.id ?? uuid()
    const now = clock.now()
    const instance: ServiceInstance = {
      id,
      subaccountId: subaccount.id,
      name: request.name,
      offering: OFFERING.name,
      plan: request.plan,
      clientId: instanceClientId(request.plan, id, subaccount),
      parameters,
      createdAt: now,
      updatedAt: now,
    }
    // In this order a stop in between leaves a client without a secret, which opens nothing.
    await store.clients.create(clientOf(instance, parameters), [])
    await store.services.createInstance(instance)
    return instance
  }

  /** Parameters that are not given stay as they are. Holds from the client's next call on. */
  async update(name: string, given: InstanceParameters): Promise<ServiceInstance> {
    const { store, clock } = this.#options
    const previous = await this.show(name)
    const parameters = await this.#check(previous.plan, effectiveParameters(previous.plan, given, previous.parameters))
    const instance = { ...previous, parameters, updatedAt: clock.now() }
    await store.services.updateInstance(instance)
    await store.clients.update(clientOf(instance, parameters))
    await updateOwnClients(instance, clientOf(instance, parameters), store)
    return instance
  }

  /** Throws `conflict` for a taken name. Keys, roles and tokens stay as they are. */
  async rename(name: string, to: string): Promise<ServiceInstance> {
    const { store, clock } = this.#options
    const previous = await this.show(name)
    if (to === name) return previous
    await this.#requireFreeName(to)
    const instance = { ...previous, name: to, updatedAt: clock.now() }
    await store.services.updateInstance(instance)
    await store.clients.update(clientOf(instance, effectiveParameters(instance.plan, {}, instance.parameters)))
    return instance
  }

  /** Throws `conflict` while the instance has keys. */
  async delete(name: string): Promise<void> {
    const { store } = this.#options
    const instance = await this.show(name)
    const keys = await store.services.keys({ instanceId: instance.id })
    if (keys.length > 0) {
      const names = keys.map((key) => key.name).join(', ')
      throw new SluiceError(
        'conflict',
        `Service instance '${name}' still has keys: ${names}. Delete them first: sluice key delete ${name} KEY`,
      )
    }
    await store.services.deleteInstance(instance.id)
    await store.clients.delete(instance.clientId)
  }

  async #check(plan: Plan, parameters: EffectiveParameters): Promise<EffectiveParameters> {
    checkRoles(plan, parameters.roles, await this.offeredRoles(plan))
    return parameters
  }

  /**
   * What the parameter `roles` may name: role templates for the API; for flows the roles of the runtime, custom ones included
   * (contracts: odata-api §5.2).
   */
  async offeredRoles(plan: Plan): Promise<string[]> {
    if (plan === 'api') return [...Object.keys(ROLE_TEMPLATES).sort(), ...(await this.#customRoles('tmn'))]
    return (await this.#options.roles.list('iflmap')).map((role) => role.name)
  }

  /** Roles that access policies ask for, beside the templates. */
  async #customRoles(application: Application): Promise<string[]> {
    const roles = await this.#options.roles.list(application)
    return roles.filter(({ custom }) => custom).map(({ name }) => name)
  }

  async #requireFreeName(name: string): Promise<void> {
    const instances = await this.list()
    if (instances.some((instance) => instance.name === name)) {
      throw new SluiceError('conflict', `There is a service instance '${name}' already`)
    }
  }
}

function clientOf(instance: ServiceInstance, parameters: EffectiveParameters): Client {
  return {
    clientId: instance.clientId,
    subaccountId: instance.subaccountId,
    name: instance.name,
    description: `Service instance of plan ${instance.plan}`,
    application: PLANS[instance.plan].application,
    grantTypes: parameters['grant-types'],
    redirectUris: parameters['redirect-uris'],
    tokenLifetime: parameters['token-validity'],
    roles: parameters.roles,
    instanceId: instance.id,
    options: tokenOptions({ tokenProfile: parameters[TOKEN_PROFILE], dpopBound: parameters[DPOP_BOUND], jwks: parameters[JWKS] }),
    createdAt: instance.createdAt,
  }
}
