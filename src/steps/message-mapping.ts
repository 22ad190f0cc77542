import { defineStep, type Run, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { choice, text } from '../engine/fields.ts'
import type { Resources } from '../iflow/model.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { compileMessageMapping, type MessageMapping } from '../languages/message-mapping/message-mapping.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'

const LABEL = 'Message Mapping'

export default defineStep({
  activity: 'Mapping',
  variant: 'MessageMapping',
  label: LABEL,
  doc: 'Maps the body to another structure, with a message mapping of the flow or of a mapping artifact.',
  limits: 'Functions of libraries run when they are Groovy scripts; Java libraries and imported archives do not.',
  fields: {
    file: text('mappinguri', 'Where the .mmap file lies: dir://mmap/src/main/resources/mapping/<name>.mmap.'),
    path: text('mappingpath', 'The same without the ending, for flows that have no mappinguri.'),
    artifact: text('messageMappingBundleId', 'Id of the message mapping artifact that holds the file; empty takes the flow itself.'),
    reference: choice('mappingReference', 'Whether the mapping is fixed, or named by the message.', ['static', 'dynamic'], 'static'),
    expression: text('mappingSourceValue', 'Header or property that names the mapping artifact as ref:<id>, for a dynamic reference.'),
  },
  async compile({ artifact, reference, expression, ...config }, context) {
    if (reference === 'dynamic') return dynamicMapping(expression, context)
    const file = config.file || (config.path && `${config.path}.mmap`)
    if (file === '') context.fail(LABEL, 'No mapping is assigned')
    const files = artifact === '' ? context.flow.resources : companionFiles(artifact, context)
    const path = artifact === '' ? mappingPath(file) : pathInArtifact(files, file)
    if (!path.endsWith('.mmap')) context.fail(LABEL, `'${file}' is no message mapping: its name must end with .mmap`)
    try {
      return await compileMessageMapping(path, files, context.flow.services)
    } catch (cause) {
      return context.fail(LABEL, messageOf(cause))
    }
  },
})

const companionFiles = (artifact: string, context: StepContext): Resources =>
  context.flow.companion(artifact) ?? context.fail(LABEL, `The message mapping ${artifact} is not deployed`)

/** The path below `src/main/resources/`. */
const mappingPath = (uri: string): string => uri.replace(/^dir:\/\/mmap\//, '').replace(/^\/?src\/main\/resources\//, '')

/** An artifact has one mapping, which a tenant names after the artifact when it takes it in. */
function pathInArtifact(files: Resources, uri: string): string {
  const path = mappingPath(uri)
  if (files.has(path)) return path
  return [...files.keys()].find((each) => each.endsWith('.mmap')) ?? path
}

/** Compiles each mapping at its first message, and again when its artifact was deployed anew. */
function dynamicMapping(expression: string, context: StepContext): Run {
  if (!expression.includes('${')) context.fail(LABEL, `A dynamic mapping reference must be a header or property, not '${expression}'`)
  const read = compileSimpleText(expression)
  const compiled = new WeakMap<Resources, Promise<MessageMapping>>()
  return async (exchange: Exchange) => {
    const id = referencedArtifact(read(exchange), expression)
    const files = context.flow.companion(id)
    if (!files) throw new SluiceError('processing-failed', `The message mapping ${id}, which ${expression} names, is not deployed`)
    const mapping = compiled.get(files) ?? compileMessageMapping(pathInArtifact(files, ''), files, context.flow.services)
    compiled.set(files, mapping)
    await (await mapping)(exchange)
  }
}

function referencedArtifact(reference: string, expression: string): string {
  const id = /^\s*ref:(.+?)\s*$/.exec(reference)?.[1]
  if (id === undefined)
    throw new SluiceError('processing-failed', `${expression} must name a message mapping as ref:<id>, not '${reference}'`)
  return id
}
