import { z } from 'zod'
import { BrokerError } from './broker-error.ts'

const text = z.string().min(1, 'must not be empty')
const object = z.record(z.string(), z.unknown())
const maintenance = z.object({ version: z.string().optional() })

/** Members that nobody here knows are passed over: platforms send what later versions brought. */
export const provisioning = z.object({
  service_id: text,
  plan_id: text,
  organization_guid: text,
  space_guid: text,
  context: object.optional(),
  parameters: object.optional(),
  maintenance_info: maintenance.optional(),
})

export const updating = z.object({
  service_id: text,
  plan_id: text.optional(),
  context: object.optional(),
  parameters: object.optional(),
  maintenance_info: maintenance.optional(),
})

export const binding = z.object({
  service_id: text,
  plan_id: text,
  app_guid: text.optional(),
  bind_resource: object.optional(),
  context: object.optional(),
  parameters: object.optional(),
  predecessor_binding_id: text.optional(),
})

/** Query of unbind and deprovision. */
export const deletion = z.object({ service_id: text, plan_id: text })

/** The value in the shape of the schema. Throws 400 that names the member. */
export function read<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value ?? {})
  if (result.success) return result.data
  const { path, message } = result.error.issues[0]!
  throw new BrokerError(400, `${path.map(String).join('.') || 'The body'}: ${message.replace(/^Invalid input: /, '')}`)
}
