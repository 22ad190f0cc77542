import { z } from 'zod'
import type { ServiceInstance } from '../../store/services.ts'
import { parseInstanceParameters } from '../cloud-foundry/instance-parameters.ts'
import type { ServiceInstances } from '../cloud-foundry/instances.ts'
import { nameOf } from '../names.ts'
import { moment, plan, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

/** Checked by the plan's own rules, whose texts name the parameter. */
const parameters = z.record(z.string(), z.unknown())

const instanceView = z.strictObject({
  id: z.string(),
  name: z.string(),
  offering: z.string(),
  plan,
  clientId: z.string(),
  parameters,
  createdAt: moment,
  updatedAt: moment,
})

export type InstanceView = z.output<typeof instanceView>

export function instanceRoutes(instances: ServiceInstances): Route[] {
  return [
    route({
      method: 'GET',
      path: '/instances',
      summary: 'Service instances of the Cloud Foundry subaccount',
      answer: z.array(instanceView),
      handle: async () => (await instances.list()).map(view),
    }),
    route({
      method: 'POST',
      path: '/instances',
      summary: 'Create a service instance',
      body: z.strictObject({ name: nameOf(32), plan, parameters: parameters.optional() }),
      answer: instanceView,
      status: 201,
      handle: async ({ body }) => view(await instances.create({ ...body, parameters: parseInstanceParameters(body.parameters ?? {}) })),
    }),
    route({
      method: 'GET',
      path: '/instances/{name}',
      summary: 'One service instance',
      answer: instanceView,
      handle: async ({ params }) => view(await instances.show(params.name)),
    }),
    route({
      method: 'PATCH',
      path: '/instances/{name}',
      summary: 'Change parameters of a service instance; those that are not given stay',
      body: z.strictObject({ parameters }),
      answer: instanceView,
      handle: async ({ params, body }) => view(await instances.update(params.name, parseInstanceParameters(body.parameters))),
    }),
    route({
      method: 'DELETE',
      path: '/instances/{name}',
      summary: 'Delete a service instance; refused while it has keys',
      handle: ({ params }) => instances.delete(params.name),
    }),
  ]
}

function view(instance: ServiceInstance): InstanceView {
  const { id, name, offering, plan, clientId, parameters, createdAt, updatedAt } = instance
  return { id, name, offering, plan, clientId, parameters, createdAt: toMoment(createdAt), updatedAt: toMoment(updatedAt) }
}
