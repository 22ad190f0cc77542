import type { StepContext } from '../../engine/define-step.ts'
import type { CompiledSchema } from '../../engine/services.ts'
import { messageOf } from '../../kernel/errors.ts'
import { type ReferencedFile, resourcePath } from './referenced-file.ts'

export const compileSchemaFile = (file: ReferencedFile, { flow }: StepContext): Promise<CompiledSchema> =>
  flow.services.scripts.compileSchema({ ...file, siblings: flow.resources })

/** Compiles the schema at an address of the flow. Refuses to compile the step when it is not there or is not valid. */
export async function compileFixedSchema(address: string, construct: string, context: StepContext): Promise<CompiledSchema> {
  const path = resourcePath(address)
  if (path === '') context.fail(construct, 'No schema is chosen')
  const content = context.flow.resources.get(path) ?? context.fail(construct, `Schema '${path}' not found`)
  try {
    return await compileSchemaFile({ path, content }, context)
  } catch (cause) {
    return context.fail(construct, messageOf(cause))
  }
}
