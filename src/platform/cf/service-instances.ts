import { z } from 'zod'
import type { ServiceMetadata } from '../../store/service-metadata.ts'
import type { Plan, ServiceInstance } from '../../store/services.ts'
import { parseInstanceParameters } from '../cloud-foundry/instance-parameters.ts'
import { PLAN_NAMES } from '../cloud-foundry/plans.ts'
import { nameOf } from '../names.ts'
import { json, type RestRoute } from '../rest/rest-handler.ts'
import type { CloudControllerParts } from './cloud-controller.ts'
import { notFound, unprocessable } from './cloud-foundry-error.ts'
import { guidOf, planGuid } from './landscape.ts'
import { changed, metadataChange, NO_METADATA } from './metadata.ts'
import { processed, readBody, toOne } from './request-body.ts'

const name = nameOf(32)
const parameters = z.record(z.string(), z.unknown())
const tags = z.array(z.string())

const creation = z.strictObject({
  type: z.literal('managed', "only service instances of type 'managed' are offered"),
  name,
  parameters: parameters.optional(),
  tags: tags.optional(),
  relationships: z.strictObject({ service_plan: toOne, space: toOne }),
  metadata: metadataChange.optional(),
})

const change = z.strictObject({
  name: name.optional(),
  parameters: parameters.optional(),
  tags: tags.optional(),
  relationships: z.strictObject({ service_plan: toOne.optional() }).optional(),
  maintenance_info: z.unknown().optional(),
  metadata: metadataChange.optional(),
})

/** Writing service instances; the work is done when the answer goes out. */
export function instanceRoutes(parts: CloudControllerParts): RestRoute<unknown>[] {
  const { instances, keys, jobs, clock, store, subaccount } = parts
  const find = (guid: string) => findInstance(parts, guid)
  const note = (id: string, metadata: ServiceMetadata) => store.serviceMetadata.put({ kind: 'instance', id }, metadata)
  const noted = async (id: string) => (await store.serviceMetadata.all()).get(id) ?? NO_METADATA
  return [
    {
      method: 'POST',
      path: '/service_instances',
      async handle({ request: call, json: body }) {
        const request = await readBody(creation, body)
        const { space, service_plan: plan } = request.relationships
        if (space.data.guid !== guidOf(subaccount, 'space')) {
          throw unprocessable('Invalid space. Ensure that the space exists and you have access to it.')
        }
        const created = await processed(async () =>
          instances.create({
            name: request.name,
            plan: await requirePlan(parts, plan.data.guid),
            parameters: parseInstanceParameters(request.parameters ?? {}),
          }),
        )
        await parts.audit(call, 'create', 'service instance', created.name, { plan: created.plan, roles: created.parameters.roles })
        await note(created.id, changed(NO_METADATA, request))
        return jobs.accepted('service_instance.create', created.id, clock.now())
      },
    },
    {
      method: 'PATCH',
      path: '/service_instances/{guid}',
      async handle({ request: call, params, json: body }) {
        const request = await readBody(change, body)
        const instance = await find(params.guid!)
        requireSamePlan(parts, instance, request.relationships?.service_plan?.data.guid)
        if (request.parameters !== undefined) {
          const { parameters } = await processed(() => instances.update(instance.name, parseInstanceParameters(request.parameters)))
          await parts.audit(call, 'update', 'service instance', instance.name, { roles: parameters.roles })
        }
        if (request.name !== undefined) {
          await processed(() => instances.rename(instance.name, request.name!))
          await parts.audit(call, 'update', 'service instance', instance.name, { name: request.name })
        }
        await note(instance.id, changed(await noted(instance.id), request))
        if (request.parameters === undefined && request.name === undefined)
          await parts.audit(call, 'update', 'service instance', instance.name)
        if (request.parameters !== undefined) return jobs.accepted('service_instance.update', instance.id, clock.now())
        const { service_instances: all } = await parts.landscape()
        return json(
          200,
          all.find(({ guid }) => guid === instance.id),
        )
      },
    },
    {
      method: 'DELETE',
      path: '/service_instances/{guid}',
      async handle({ request: call, params, query }) {
        const instance = await find(params.guid!)
        for (const key of await keys.list(instance.name)) {
          await keys.delete(instance.name, key.name)
          await parts.audit(call, 'delete', 'service key', `${instance.name} / ${key.name}`)
        }
        await instances.delete(instance.name)
        await parts.audit(call, 'delete', 'service instance', instance.name)
        if (query.get('purge') === 'true') return { status: 204, headers: {}, body: null }
        return jobs.accepted('service_instance.delete', instance.id, clock.now())
      },
    },
    {
      method: 'GET',
      path: '/service_instances/{guid}/parameters',
      handle: async ({ params }) => json(200, (await find(params.guid!)).parameters),
    },
    {
      method: 'GET',
      path: '/service_instances/{guid}/relationships/shared_spaces',
      async handle({ params }) {
        const { id } = await find(params.guid!)
        const self = { href: `${parts.publicUrl()}/v3/service_instances/${id}/relationships/shared_spaces` }
        return json(200, { data: [], links: { self } })
      },
    },
    {
      method: 'GET',
      path: '/service_instances/{guid}/permissions',
      async handle({ params }) {
        await find(params.guid!)
        return json(200, { manage: true, read: true })
      },
    },
  ]
}

/** Throws `CF-ResourceNotFound`. */
async function findInstance({ store, subaccount }: CloudControllerParts, guid: string): Promise<ServiceInstance> {
  const [instance] = await store.services.instances({ id: guid, subaccountId: subaccount.id })
  if (instance === undefined) throw notFound('Service instance')
  return instance
}

async function requirePlan({ store, subaccount }: CloudControllerParts, guid: string): Promise<Plan> {
  const entitled = await store.services.entitlements(subaccount.id)
  const plan = PLAN_NAMES.find((name) => planGuid(subaccount, name) === guid && entitled.some((entitlement) => entitlement.plan === name))
  if (plan !== undefined) return plan
  throw unprocessable('Invalid service plan. Ensure that the service plan exists, is available, and you have access to it.')
}

function requireSamePlan({ subaccount }: CloudControllerParts, { plan }: ServiceInstance, guid: string | undefined): void {
  if (guid === undefined || guid === planGuid(subaccount, plan)) return
  throw unprocessable('The service does not support changing plans.')
}
