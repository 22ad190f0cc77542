import { z } from 'zod'
import { ROLE_TEMPLATES } from '../../identity/role-templates.ts'
import type { Plan } from '../../store/services.ts'
import { certificateKeyParameters } from './certificate-parameters.ts'
import { effectiveParameters, instanceParameters } from './instance-parameters.ts'

type JsonSchema = Record<string, unknown> & { readonly properties?: Record<string, JsonSchema> }

/** What the parameters of instances and keys of a plan may be, as JSON Schema: made of the declarations that check them. */
export function parameterSchemas(plan: Plan) {
  const instance = { parameters: instanceSchema(plan) }
  return {
    service_instance: { create: instance, update: instance },
    service_binding: { create: { parameters: keySchema() } },
  }
}

function instanceSchema(plan: Plan): JsonSchema {
  const { properties = {}, ...schema } = jsonSchema(instanceParameters)
  const defaults: Readonly<Record<string, unknown>> = effectiveParameters(plan, {})
  const entries = Object.entries(properties).map(([name, property]) => [
    name,
    { ...property, ...(name === 'roles' && rolesOf(plan, property)), ...(name in defaults && { default: defaults[name] }) },
  ])
  return { ...schema, properties: Object.fromEntries(entries) as Record<string, JsonSchema> }
}

/** Role templates are known; flows can ask for any custom role. */
function rolesOf(plan: Plan, property: JsonSchema): JsonSchema {
  return plan === 'api' ? { ...property, items: { type: 'string', enum: Object.keys(ROLE_TEMPLATES).sort() } } : property
}

/** Without a certificate there is nothing to say but the type. */
function keySchema(): JsonSchema {
  const secret = z.strictObject({ 'key-type': z.literal('clientid_secret').optional() })
  const { $schema, ...schema } = jsonSchema(z.union([secret, ...certificateKeyParameters.options]))
  return { $schema, type: 'object', ...schema }
}

const jsonSchema = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonSchema
