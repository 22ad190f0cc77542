import type { StepContext } from '../../engine/define-step.ts'
import type { Exchange } from '../../engine/exchange.ts'
import type { CompiledSchema } from '../../engine/services.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { textOf } from '../../languages/simple/value.ts'
import { CompiledFiles } from '../referenced-file/compiled-files.ts'
import { compileFixedSchema, compileSchemaFile } from '../referenced-file/schema-file.ts'

export const SCHEMA_HEADER = 'CamelXmlSignatureSchemaResourceUri'

/** With the schema that the header names, or else that of the step, if it has one. Throws `processing-failed` with the faults. */
export async function compileValidation(address: string, context: StepContext): Promise<(exchange: Exchange) => Promise<void>> {
  const own = address === '' ? undefined : await compileFixedSchema(address, 'XML Schema File Path', context)
  const named = new CompiledFiles<CompiledSchema>(context.flow, (file) => compileSchemaFile(file, context))
  return async (exchange) => {
    const name = textOf(exchange.headers.get(SCHEMA_HEADER)).trim()
    const schema = name === '' ? own : await named.get(name)
    const faults = await schema?.validate(exchange)
    if (faults !== undefined) throw new SluiceError('processing-failed', faults)
  }
}
