import type { z } from 'zod'
import { SluiceError } from '../../kernel/errors.ts'

/** The value in the shape of the schema. Throws `bad-request` that names the field. `place` is `Body` or `Query`. */
export function validate<S extends z.ZodType>(schema: S, value: unknown, place: string): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new SluiceError('bad-request', describe(result.error.issues[0]!, place))
}

function describe(issue: z.core.$ZodIssue, place: string): string {
  const field = issue.path.map(String).join('.')
  const where = field === '' ? place : `${place} field '${field}'`
  if (issue.code === 'unrecognized_keys') return `${where}: unknown field '${issue.keys[0]}'`
  return `${where}: ${issue.message.replace(/^Invalid (input|option): /, '')}`
}
