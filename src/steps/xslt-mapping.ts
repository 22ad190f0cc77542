import { defineStep, type Run, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { choice, text } from '../engine/fields.ts'
import type { CompiledStylesheet } from '../engine/services.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { CompiledFiles } from './referenced-file/compiled-files.ts'
import { type ReferencedFile, resourcePath } from './referenced-file/referenced-file.ts'

const LABEL = 'XSLT Mapping'

export default defineStep({
  activity: 'Mapping',
  variant: 'XSLTMapping',
  label: LABEL,
  doc: 'Transforms the XML body with a stylesheet, XSLT 1.0 to 3.0.',
  fields: {
    source: choice(
      'mappingSource',
      'Whether the stylesheet is a file of the flow, or named by a header.',
      ['mappingSrcIflow', 'mappingSrcHeader'],
      'mappingSrcIflow',
    ),
    file: text('mappinguri', 'Where the stylesheet lies: dir://mapping/xslt/src/main/resources/mapping/<name>.xsl.'),
    path: text('mappingpath', 'The same without the ending, for flows that have no mappinguri.'),
    header: text('mappingHeaderNameKey', 'Header that names the stylesheet: pd:<partner>:<parameter>:Binary, or a file of the flow.'),
    form: choice(
      'mappingoutputformat',
      'Whether the result is bytes in the encoding of xsl:output, or text.',
      ['Bytes', 'String'],
      'Bytes',
    ),
  },
  async compile({ source, file, path, header, form }, context) {
    const missing = context.flow.services.scripts.unavailable()
    if (missing !== undefined) context.fail(LABEL, missing)
    const output = form === 'Bytes' ? 'bytes' : 'string'
    if (source === 'mappingSrcHeader') return transformByHeader(header, output, context)
    const stylesheet = await compileOf(stylesheetFile(file, path, context), context)
    return (exchange) => stylesheet.transform(exchange, output)
  },
})

type Output = 'bytes' | 'string'

const ENDINGS = ['', '.xsl', '.xslt'] as const

function stylesheetFile(file: string, path: string, context: StepContext): ReferencedFile {
  const named = resourcePath(file || path)
  if (named === '') context.fail(LABEL, 'No stylesheet is chosen')
  for (const ending of ENDINGS) {
    const content = context.flow.resources.get(named + ending)
    if (content) return { path: named + ending, content }
  }
  return context.fail(LABEL, `Stylesheet '${named}' not found`)
}

async function compileOf(file: ReferencedFile, context: StepContext): Promise<CompiledStylesheet> {
  try {
    return await compileStylesheet(file, context)
  } catch (cause) {
    return context.fail(LABEL, messageOf(cause))
  }
}

const compileStylesheet = (file: ReferencedFile, { flow }: StepContext): Promise<CompiledStylesheet> =>
  flow.services.scripts.compileStylesheet({ ...file, siblings: flow.resources })

function transformByHeader(header: string, output: Output, context: StepContext): Run {
  if (header === '') context.fail(LABEL, 'The header that names the stylesheet is not given')
  const stylesheets = new CompiledFiles(context.flow, (file) => compileStylesheet(file, context))
  return async (exchange: Exchange) => {
    const reference = exchange.headers.get(header)
    if (reference === undefined) throw new SluiceError('processing-failed', `The header ${header}, which names the stylesheet, is not set`)
    const stylesheet = await stylesheets.get(String(reference).trim())
    await stylesheet.transform(exchange, output)
  }
}
