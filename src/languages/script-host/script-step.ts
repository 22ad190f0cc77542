import type { Run, StepContext } from '../../engine/define-step.ts'
import { text } from '../../engine/fields.ts'
import type { CompiledScript, ScriptSource } from '../../engine/services.ts'
import type { Resources } from '../../iflow/model.ts'
import { messageOf } from '../../kernel/errors.ts'

/** The fields that Groovy and JavaScript steps share. */
export const SCRIPT_FIELDS = {
  script: text('script', 'File name below the folder `script` of the flow or of the script collection.'),
  function: text('scriptFunction', 'Function that is called with the message.', 'processData'),
  collection: text('scriptBundleId', 'Id of the script collection that holds the file; empty takes the flow itself.'),
}

interface ScriptConfig {
  readonly script: string
  readonly function: string
  readonly collection: string
}

const LABELS = { groovy: 'Groovy Script', javascript: 'JavaScript' } as const

/** Compiles the configured script and makes sure that its function exists; what is wrong fails the deployment. */
export async function compileScriptStep(language: ScriptSource['language'], config: ScriptConfig, context: StepContext): Promise<Run> {
  const label = LABELS[language]
  const missing = context.flow.services.scripts.unavailable()
  if (missing !== undefined) context.fail(label, missing)
  const files = scriptFiles(label, config, context)
  const source = findScript(files, config.script) ?? context.fail(label, `Script file '${config.script}' not found`)
  const name = config.script.slice(config.script.lastIndexOf('/') + 1)
  const script = await compile({ language, name, source, siblings: files }, context)
  requireFunction(script, config, context, label)
  return (exchange) => script.run(config.function, exchange)
}

function scriptFiles(label: string, config: ScriptConfig, context: StepContext): Resources {
  if (config.collection === '') return context.flow.resources
  return context.flow.companion(config.collection) ?? context.fail(label, `The script collection ${config.collection} is not deployed`)
}

function findScript(files: Resources, path: string): string | undefined {
  const relative = path.replace(/^\/+/, '').replace(/^script\//, '')
  const bytes = files.get(`script/${relative}`)
  return bytes && new TextDecoder('utf-8').decode(bytes)
}

async function compile(source: ScriptSource, context: StepContext): Promise<CompiledScript> {
  try {
    return await context.flow.services.scripts.compile(source)
  } catch (cause) {
    return context.fail(LABELS[source.language], messageOf(cause))
  }
}

/** A JavaScript function can be made while the script runs; only a Groovy script shows all of its functions. */
function requireFunction(script: CompiledScript, config: ScriptConfig, context: StepContext, label: string): void {
  if (label !== LABELS.groovy || script.functions.has(config.function)) return
  const known = [...script.functions].join(', ') || 'none'
  context.fail(label, `${config.script} has no function ${config.function} that takes a message; it has: ${known}`)
}
