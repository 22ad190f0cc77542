import { derivedUuid } from '../../kernel/ids.ts'
import type { ServiceMetadata } from '../../store/service-metadata.ts'
import type { Plan, ServiceInstance, ServiceKey } from '../../store/services.ts'
import type { Store } from '../../store/store.ts'
import type { Subaccount } from '../../store/subaccounts.ts'
import { parameterSchemas } from '../cloud-foundry/parameter-schemas.ts'
import { OFFERING, PLANS } from '../cloud-foundry/plans.ts'
import { NO_METADATA } from './metadata.ts'
import { type CollectionName, type Landscape, moment, type Resource, relationship } from './resource.ts'

export interface LandscapeParts {
  readonly store: Pick<Store, 'services' | 'serviceMetadata'>
  readonly subaccount: Subaccount
  /** Origin of the server. */
  readonly publicUrl: () => string
}

/** GUIDs of what exists once: they come from the subaccount, so that they are the same after every start. */
export const guidOf = (subaccount: Subaccount, ...thing: readonly string[]): string => derivedUuid(subaccount.id, ...thing)

export const planGuid = (subaccount: Subaccount, plan: Plan): string => guidOf(subaccount, 'plan', OFFERING.name, plan)

/** Everything that the Cloud Controller of the subaccount can show, as it is now. Plans that are not entitled are not there. */
export async function readLandscape(parts: LandscapeParts): Promise<Landscape> {
  const { store, subaccount } = parts
  const [entitlements, instances, keys, metadata] = await Promise.all([
    store.services.entitlements(subaccount.id),
    store.services.instances({ subaccountId: subaccount.id }),
    store.services.keys(),
    store.serviceMetadata.all(),
  ])
  const present = new Presenter(parts, metadata)
  const known = new Set(instances.map(({ id }) => id))
  return {
    organizations: [present.organization()],
    spaces: [present.space()],
    service_brokers: [present.broker()],
    service_offerings: [present.offering()],
    service_plans: entitlements.map(({ plan }) => present.plan(plan)),
    service_instances: instances.map((instance) => present.instance(instance)),
    service_credential_bindings: keys.filter(({ instanceId }) => known.has(instanceId)).map((key) => present.key(key)),
  }
}

/** Shapes of the resources, members in the order of the Cloud Controller. */
class Presenter {
  readonly #subaccount: Subaccount
  readonly #root: string
  readonly #metadata: ReadonlyMap<string, ServiceMetadata>

  constructor({ subaccount, publicUrl }: LandscapeParts, metadata: ReadonlyMap<string, ServiceMetadata>) {
    this.#subaccount = subaccount
    this.#root = `${publicUrl()}/v3`
    this.#metadata = metadata
  }

  organization(): Resource {
    const guid = guidOf(this.#subaccount, 'organization')
    return {
      ...this.#once(guid, this.#subaccount.subdomain),
      suspended: false,
      relationships: {},
      metadata: { labels: {}, annotations: {} },
      links: this.#links('organizations', guid),
    }
  }

  space(): Resource {
    const guid = guidOf(this.#subaccount, 'space')
    const organization = guidOf(this.#subaccount, 'organization')
    return {
      ...this.#once(guid, 'sluice'),
      relationships: { organization: relationship(organization) },
      metadata: { labels: {}, annotations: {} },
      links: { ...this.#links('spaces', guid), ...this.#link('organization', `organizations/${organization}`) },
    }
  }

  broker(): Resource {
    const guid = guidOf(this.#subaccount, 'broker')
    return {
      ...this.#once(guid, 'sluice'),
      url: this.#root.replace(/v3$/, 'broker'),
      relationships: {},
      metadata: { labels: {}, annotations: {} },
      links: {
        ...this.#links('service_brokers', guid),
        ...this.#link('service_offerings', `service_offerings?service_broker_guids=${guid}`),
      },
    }
  }

  offering(): Resource {
    const guid = guidOf(this.#subaccount, 'offering', OFFERING.name)
    const broker = guidOf(this.#subaccount, 'broker')
    const features = { plan_updateable: false, bindable: true, instances_retrievable: true, bindings_retrievable: true }
    return {
      ...this.#once(guid, OFFERING.name),
      description: OFFERING.displayName,
      available: true,
      tags: [],
      requires: [],
      shareable: false,
      broker_catalog: { id: guid, metadata: { displayName: OFFERING.displayName }, features },
      relationships: { service_broker: relationship(broker) },
      metadata: { labels: {}, annotations: {} },
      links: {
        ...this.#links('service_offerings', guid),
        ...this.#link('service_plans', `service_plans?service_offering_guids=${guid}`),
        ...this.#link('service_broker', `service_brokers/${broker}`),
      },
    }
  }

  plan(plan: Plan): Resource {
    const guid = planGuid(this.#subaccount, plan)
    const offering = guidOf(this.#subaccount, 'offering', OFFERING.name)
    return {
      ...this.#once(guid, plan),
      description: PLANS[plan].description,
      visibility_type: 'public',
      available: true,
      free: true,
      costs: [],
      maintenance_info: {},
      broker_catalog: {
        id: guid,
        metadata: {},
        maximum_polling_duration: null,
        features: { plan_updateable: false, bindable: true },
      },
      schemas: parameterSchemas(plan),
      relationships: { service_offering: relationship(offering) },
      metadata: { labels: {}, annotations: {} },
      links: { ...this.#links('service_plans', guid), ...this.#link('service_offering', `service_offerings/${offering}`) },
    }
  }

  instance({ id, name, plan, createdAt, updatedAt }: ServiceInstance): Resource {
    const { tags, ...metadata } = this.#metadata.get(id) ?? NO_METADATA
    const [service, space] = [planGuid(this.#subaccount, plan), guidOf(this.#subaccount, 'space')]
    return {
      guid: id,
      created_at: moment(createdAt),
      updated_at: moment(updatedAt),
      name,
      tags,
      last_operation: lastOperation(createdAt, updatedAt),
      type: 'managed',
      maintenance_info: {},
      upgrade_available: false,
      dashboard_url: null,
      relationships: { space: relationship(space), service_plan: relationship(service) },
      metadata,
      links: {
        ...this.#links('service_instances', id),
        ...this.#link('space', `spaces/${space}`),
        ...this.#link('service_credential_bindings', `service_credential_bindings?service_instance_guids=${id}`),
        ...this.#link('service_plan', `service_plans/${service}`),
        ...this.#link('parameters', `service_instances/${id}/parameters`),
        ...this.#link('shared_spaces', `service_instances/${id}/relationships/shared_spaces`),
      },
    }
  }

  key({ id, name, instanceId, createdAt }: ServiceKey): Resource {
    const { tags: _, ...metadata } = this.#metadata.get(id) ?? NO_METADATA
    return {
      guid: id,
      created_at: moment(createdAt),
      updated_at: moment(createdAt),
      name,
      type: 'key',
      last_operation: { ...lastOperation(createdAt, createdAt), description: null },
      metadata,
      relationships: { service_instance: relationship(instanceId) },
      links: {
        ...this.#links('service_credential_bindings', id),
        ...this.#link('details', `service_credential_bindings/${id}/details`),
        ...this.#link('parameters', `service_credential_bindings/${id}/parameters`),
        ...this.#link('service_instance', `service_instances/${instanceId}`),
      },
    }
  }

  #once(guid: string, name: string) {
    const created = moment(this.#subaccount.createdAt)
    return { guid, created_at: created, updated_at: created, name }
  }

  #links(collection: CollectionName, guid: string) {
    return this.#link('self', `${collection}/${guid}`)
  }

  #link(name: string, path: string) {
    return { [name]: { href: `${this.#root}/${path}` } }
  }
}

/** Everything is done at once and has succeeded when it can be seen. */
const lastOperation = (createdAt: number, updatedAt: number) => ({
  type: updatedAt === createdAt ? 'create' : 'update',
  state: 'succeeded',
  description: '',
  created_at: moment(createdAt),
  updated_at: moment(updatedAt),
})
