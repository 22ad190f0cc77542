import { z } from 'zod'
import type { ServiceKey } from '../../store/services.ts'
import { nameOf } from '../names.ts'
import { json, type RestRoute } from '../rest/rest-handler.ts'
import type { CloudControllerParts } from './cloud-controller.ts'
import { notFound, unprocessable } from './cloud-foundry-error.ts'
import { changed, metadataChange, NO_METADATA } from './metadata.ts'
import { processed, readBody, toOne } from './request-body.ts'

const creation = z.strictObject({
  type: z.literal('key', "only bindings of type 'key' are offered"),
  name: nameOf(128),
  parameters: z.record(z.string(), z.unknown()).optional(),
  relationships: z.strictObject({ service_instance: toOne }),
  metadata: metadataChange.optional(),
})

const change = z.strictObject({ metadata: metadataChange.optional() })

/** Writing service keys, and their secrets. */
export function bindingRoutes(parts: CloudControllerParts): RestRoute<unknown>[] {
  const { keys, jobs, clock, store } = parts
  const find = (guid: string) => findKey(parts, guid)
  return [
    {
      method: 'POST',
      path: '/service_credential_bindings',
      async handle({ request: call, json: body }) {
        const request = await readBody(creation, body)
        const guid = request.relationships.service_instance.data.guid
        const [instance] = await store.services.instances({ id: guid, subaccountId: parts.subaccount.id })
        if (instance === undefined) throw unprocessable(`The service instance could not be found: '${guid}'`)
        const { key } = await processed(() => keys.create(instance.name, request.name, request.parameters))
        await parts.audit(call, 'create', 'service key', `${instance.name} / ${key.name}`)
        await store.serviceMetadata.put({ kind: 'key', id: key.id }, changed(NO_METADATA, request))
        return jobs.accepted('service_bindings.create', key.id, clock.now())
      },
    },
    {
      method: 'PATCH',
      path: '/service_credential_bindings/{guid}',
      async handle({ request: call, params, json: body }) {
        const request = await readBody(change, body)
        const { key, instance } = await find(params.guid!)
        const noted = (await store.serviceMetadata.all()).get(key.id) ?? NO_METADATA
        await store.serviceMetadata.put({ kind: 'key', id: key.id }, changed(noted, request))
        await parts.audit(call, 'update', 'service key', `${instance} / ${key.name}`)
        const { service_credential_bindings: all } = await parts.landscape()
        return json(
          200,
          all.find(({ guid }) => guid === key.id),
        )
      },
    },
    {
      method: 'DELETE',
      path: '/service_credential_bindings/{guid}',
      async handle({ request: call, params }) {
        const { key, instance } = await find(params.guid!)
        await keys.delete(instance, key.name)
        await parts.audit(call, 'delete', 'service key', `${instance} / ${key.name}`)
        return jobs.accepted('service_bindings.delete', key.id, clock.now())
      },
    },
    {
      method: 'GET',
      path: '/service_credential_bindings/{guid}/details',
      async handle({ request: call, params }) {
        const { key, instance } = await find(params.guid!)
        const { credentials } = await keys.show(instance, key.name)
        await parts.audit(call, 'read', 'service key', `${instance} / ${key.name}`)
        return json(200, { credentials, syslog_drain_url: null, volume_mounts: [] })
      },
    },
    {
      method: 'GET',
      path: '/service_credential_bindings/{guid}/parameters',
      handle: async ({ params }) => json(200, (await find(params.guid!)).key.parameters),
    },
  ]
}

/** The key and the name of its instance. Throws `CF-ResourceNotFound`. */
async function findKey({ store, subaccount }: CloudControllerParts, guid: string): Promise<{ key: ServiceKey; instance: string }> {
  const [key] = await store.services.keys({ id: guid })
  const [instance] = key ? await store.services.instances({ id: key.instanceId, subaccountId: subaccount.id }) : []
  if (key === undefined || instance === undefined) throw notFound('Service credential binding')
  return { key, instance: instance.name }
}
