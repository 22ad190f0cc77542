import { defineStep } from '../engine/define-step.ts'
import { compileScriptStep, SCRIPT_FIELDS } from '../languages/script-host/script-step.ts'

export default defineStep({
  activity: 'Script',
  variant: 'GroovyScript',
  label: 'Groovy Script',
  doc: 'Calls a function of a Groovy script with the message.',
  fields: SCRIPT_FIELDS,
  compile: (config, context) => compileScriptStep('groovy', config, context),
})
