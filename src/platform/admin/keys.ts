import { z } from 'zod'
import type { ServiceKey } from '../../store/services.ts'
import type { ServiceKeys } from '../cloud-foundry/keys.ts'
import { nameOf } from '../names.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const keyView = z.strictObject({
  id: z.string(),
  name: z.string(),
  instance: z.string(),
  type: z.enum(['clientid_secret', 'certificate', 'certificate_external']),
  createdAt: moment,
  /** When its certificate or its current secret ends. */
  expiresAt: moment.nullable(),
})

const credentials = z.strictObject({
  oauth: z.strictObject({
    clientid: z.string(),
    clientsecret: z.string().optional(),
    certificate: z.string().optional(),
    key: z.string().optional(),
    certificatedetails: z
      .strictObject({ issuerdn: z.string(), subjectdn: z.string(), validuntil: moment, serialnumber: z.string() })
      .optional(),
    url: z.string(),
    createdate: moment,
    tokenurl: z.string(),
    certurl: z.string().optional(),
  }),
})

const keyDetails = keyView.extend({ credentials })

export type KeyView = z.output<typeof keyView>
export type KeyDetails = z.output<typeof keyDetails>

export function keyRoutes(keys: ServiceKeys): Route[] {
  const view = async (instance: string, key: ServiceKey): Promise<KeyView> => {
    const { id, name, parameters, createdAt } = key
    const expiresAt = await keys.expiryOf(instance, key)
    return {
      id,
      name,
      instance,
      type: typeOf(parameters),
      createdAt: toMoment(createdAt),
      expiresAt: expiresAt === null ? null : toMoment(expiresAt),
    }
  }
  return [
    route({
      method: 'GET',
      path: '/instances/{instance}/keys',
      summary: 'Service keys of an instance, without their credentials',
      answer: z.array(keyView),
      handle: async ({ params }) => Promise.all((await keys.list(params.instance)).map((key) => view(params.instance, key))),
    }),
    route({
      method: 'POST',
      path: '/instances/{instance}/keys',
      summary: 'Create a service key: ClientId/Secret, Certificate or External Certificate',
      body: z.strictObject({ name: nameOf(128), parameters: z.record(z.string(), z.unknown()).optional() }),
      answer: keyDetails,
      status: 201,
      handle: async ({ params, body }) => {
        const { key, credentials } = await keys.create(params.instance, body.name, body.parameters)
        return { ...(await view(params.instance, key)), credentials }
      },
    }),
    route({
      method: 'GET',
      path: '/instances/{instance}/keys/{name}',
      summary: 'One service key with its credentials',
      audited: true,
      answer: keyDetails,
      handle: async ({ params }) => {
        const { key, credentials } = await keys.show(params.instance, params.name)
        return { ...(await view(params.instance, key)), credentials }
      },
    }),
    route({
      method: 'DELETE',
      path: '/instances/{instance}/keys/{name}',
      summary: 'Delete a service key; its secret or certificate opens nothing from then on',
      handle: ({ params }) => keys.delete(params.instance, params.name),
    }),
  ]
}

/** A key whose parameters name no type has a secret. */
const typeOf = (parameters: ServiceKey['parameters']): KeyView['type'] =>
  (parameters as { 'key-type'?: KeyView['type'] })['key-type'] ?? 'clientid_secret'
