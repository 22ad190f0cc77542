import { defineStep } from '../engine/define-step.ts'
import { compileScriptStep, SCRIPT_FIELDS } from '../languages/script-host/script-step.ts'

export default defineStep({
  activity: 'Script',
  variant: 'JavaScript',
  label: 'JavaScript',
  doc: 'Calls a function of a JavaScript script with the message.',
  fields: SCRIPT_FIELDS,
  compile: (config, context) => compileScriptStep('javascript', config, context),
})
