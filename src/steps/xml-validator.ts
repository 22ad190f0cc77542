import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { flag, text } from '../engine/fields.ts'
import type { CompiledSchema } from '../engine/services.ts'
import { SluiceError } from '../kernel/errors.ts'
import { hex32 } from '../kernel/ids.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'
import { CompiledFiles } from './referenced-file/compiled-files.ts'
import { compileFixedSchema, compileSchemaFile } from './referenced-file/schema-file.ts'

const LABEL = 'XML Validator'

/** Header and property that hold the faults; flows ask for either. */
const RESULT = 'SAP_XmlValidationResult'

export default defineStep({
  activity: 'XmlValidator',
  label: LABEL,
  doc: 'Checks the XML body against an XML schema, version 1.0, and puts the faults into header and property SAP_XmlValidationResult and an attachment of the message processing log.',
  fields: {
    source: text('xmlSchemaSource', 'Where the schema comes from: iflowOption takes the field xsd, anything else a header.', 'iflowOption'),
    file: text(
      'xsd',
      'The schema below the resources, /xsd/<name>.xsd, or an expression that names it or a parameter of the partner directory.',
    ),
    header: text('headerSource', 'Header that names the schema: pd:<partner>:<parameter>:Binary, or a file of the flow.'),
    goOn: flag('preventException', 'Whether a message with faults goes on.', false),
  },
  async compile({ source, file, header, goOn }, context) {
    const missing = context.flow.services.scripts.unavailable()
    if (missing !== undefined) context.fail(LABEL, missing)
    const expression = source === 'iflowOption' ? file : headerExpression(header, context)
    const schemaOf = await schemaFor(expression, context)
    return async (exchange) => {
      const faults = await (await schemaOf(exchange)).validate(exchange)
      if (faults === undefined) return
      report(faults, exchange, context.flow.services.clock.now())
      if (!goOn) throw new SluiceError('processing-failed', faults)
    }
  },
})

const headerExpression = (header: string, context: StepContext): string =>
  header === '' ? context.fail(LABEL, 'The header that names the schema is not given') : `\${header.${header}}`

/** A fixed schema is compiled at deployment, one that the message names at its first message. */
async function schemaFor(
  expression: string,
  context: StepContext,
): Promise<(exchange: Exchange) => CompiledSchema | Promise<CompiledSchema>> {
  if (expression.includes('${')) {
    const read = compileSimpleText(expression)
    const schemas = new CompiledFiles(context.flow, (file) => compileSchemaFile(file, context))
    return (exchange) => schemas.get(read(exchange).trim())
  }
  const schema = await compileFixedSchema(expression, LABEL, context)
  return () => schema
}

function report(faults: string, exchange: Exchange, time: number): void {
  exchange.headers.set(RESULT, faults)
  exchange.properties.set(RESULT, faults)
  exchange.log.attachments.push({ id: hex32(), name: RESULT, contentType: 'text/plain', content: Buffer.from(faults), time })
}
