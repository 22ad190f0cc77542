import { type Inclusions, NO_INCLUSIONS } from './included.ts'
import { COMMON_FILTERS, type Filter } from './query.ts'
import { type CollectionName, follow } from './resource.ts'

/** What can be asked of a collection. */
export interface Collection {
  readonly name: CollectionName
  /** As errors call one of its resources. */
  readonly title: string
  readonly filters: Readonly<Record<string, Filter>>
  readonly inclusions: Inclusions
}

/** Resources whose chain of relationships ends at one with such a guid or name. */
const byRelated =
  (chain: string, member: 'guid' | 'name'): Filter =>
  (resource, values, landscape) =>
    values.has(follow(landscape, resource, chain)?.[member] ?? '')

const byType: Filter = ({ type = '' }, values) => values.has(type)
/** Keys belong to no application. */
const nothing: Filter = () => false
/** There is one environment, broker and visibility, so that these choose nothing. */
const everything: Filter = () => true

const NAME_AND_GUID = ['name', 'guid']

/** The lists, with the parameters that clients send (Cloud Controller API v3). */
export const COLLECTION_RULES: readonly Collection[] = [
  { name: 'organizations', title: 'Organization', filters: COMMON_FILTERS, inclusions: NO_INCLUSIONS },
  {
    name: 'spaces',
    title: 'Space',
    filters: { ...COMMON_FILTERS, organization_guids: byRelated('organization', 'guid') },
    inclusions: { includes: ['organization'], fields: {} },
  },
  { name: 'service_brokers', title: 'Service broker', filters: { ...COMMON_FILTERS, space_guids: nothing }, inclusions: NO_INCLUSIONS },
  {
    name: 'service_offerings',
    title: 'Service offering',
    filters: {
      ...COMMON_FILTERS,
      service_broker_guids: byRelated('service_broker', 'guid'),
      service_broker_names: byRelated('service_broker', 'name'),
      space_guids: everything,
      organization_guids: everything,
      available: (resource, values) => values.has(String(resource.available)),
    },
    inclusions: { includes: [], fields: { service_broker: NAME_AND_GUID } },
  },
  {
    name: 'service_plans',
    title: 'Service plan',
    filters: {
      ...COMMON_FILTERS,
      service_offering_guids: byRelated('service_offering', 'guid'),
      service_offering_names: byRelated('service_offering', 'name'),
      service_broker_guids: byRelated('service_offering.service_broker', 'guid'),
      service_broker_names: byRelated('service_offering.service_broker', 'name'),
      service_instance_guids: ({ guid }, values, { service_instances: instances }) =>
        instances.some((instance) => values.has(instance.guid) && instance.relationships?.service_plan?.data.guid === guid),
      space_guids: everything,
      organization_guids: everything,
      broker_catalog_ids: ({ guid }, values) => values.has(guid),
      available: (resource, values) => values.has(String(resource.available)),
    },
    inclusions: { includes: ['service_offering'], fields: { 'service_offering.service_broker': NAME_AND_GUID } },
  },
  {
    name: 'service_instances',
    title: 'Service instance',
    filters: {
      ...COMMON_FILTERS,
      type: byType,
      service_plan_guids: byRelated('service_plan', 'guid'),
      service_plan_names: byRelated('service_plan', 'name'),
      space_guids: byRelated('space', 'guid'),
      organization_guids: byRelated('space.organization', 'guid'),
    },
    inclusions: {
      includes: [],
      fields: {
        space: ['guid', 'name', 'relationships.organization'],
        'space.organization': NAME_AND_GUID,
        service_plan: ['guid', 'name', 'relationships.service_offering'],
        'service_plan.service_offering': ['guid', 'name', 'description', 'documentation_url', 'tags', 'relationships.service_broker'],
        'service_plan.service_offering.service_broker': NAME_AND_GUID,
      },
    },
  },
  {
    name: 'service_credential_bindings',
    title: 'Service credential binding',
    filters: {
      ...COMMON_FILTERS,
      type: byType,
      service_instance_guids: byRelated('service_instance', 'guid'),
      service_instance_names: byRelated('service_instance', 'name'),
      service_plan_guids: byRelated('service_instance.service_plan', 'guid'),
      service_plan_names: byRelated('service_instance.service_plan', 'name'),
      service_offering_guids: byRelated('service_instance.service_plan.service_offering', 'guid'),
      service_offering_names: byRelated('service_instance.service_plan.service_offering', 'name'),
      app_guids: nothing,
      app_names: nothing,
    },
    inclusions: { includes: ['service_instance', 'app'], fields: {} },
  },
]
