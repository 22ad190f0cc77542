import { z } from 'zod'
import { SluiceError } from '../../kernel/errors.ts'
import { CloudFoundryError, unprocessable } from './cloud-foundry-error.ts'

/** `{"data":{"guid":…}}` */
export const toOne = z.strictObject({ data: z.strictObject({ guid: z.string() }) })

/** The body in the shape of the schema. Throws `CF-MessageParseError` or `CF-UnprocessableEntity` that names the member. */
export async function readBody<S extends z.ZodType>(schema: S, json: () => Promise<unknown>): Promise<z.output<S>> {
  const result = schema.safeParse((await parsed(json)) ?? {})
  if (result.success) return result.data
  throw unprocessable(describe(result.error.issues[0]!))
}

async function parsed(json: () => Promise<unknown>): Promise<unknown> {
  try {
    return await json()
  } catch (thrown) {
    if (!(thrown instanceof SluiceError) || thrown.code !== 'bad-request') throw thrown
    throw new CloudFoundryError('CF-MessageParseError', 'Request invalid due to parse error: invalid request body')
  }
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `Unknown field(s): '${issue.keys.join("', '")}'`
  const member = issue.path.map(String).join('.') || 'body'
  return `${member}: ${issue.message.replace(/^Invalid (input|option|key in record): ?/, '')}`
}

/** What the platform refuses about a well-formed request is unprocessable. */
export async function processed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    const isRequest =
      thrown instanceof SluiceError && ['bad-request', 'conflict', 'not-found', 'forbidden', 'not-supported'].includes(thrown.code)
    throw isRequest && !(thrown instanceof CloudFoundryError) ? unprocessable(thrown.message) : thrown
  }
}
