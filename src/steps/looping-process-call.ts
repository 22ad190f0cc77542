import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { choice, text } from '../engine/fields.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { compileSimplePredicate } from '../languages/simple/simple.ts'
import { compileXPath } from '../languages/xpath/xpath.ts'

const INDEX = 'CamelLoopIndex'

/**
 * Format document §2.8. The process runs once before the condition is looked at, and again while it is true: that is how the
 * product's documentation describes it, and paging flows rely on it.
 */
export default defineStep({
  activity: 'ProcessCallElement',
  variant: 'LoopingProcess',
  label: 'Looping Process Call',
  doc: 'Runs a local integration process again and again while a condition is true.',
  fields: {
    processId: text('processId', 'Id of the local integration process.'),
    expressionType: choice('expressionType', 'Language of the condition.', ['Non XML', 'NonXML', 'Non-XML', 'XML'], 'Non XML'),
    atMaximum: choice(
      'postProcessing',
      'What happens when the maximum number of rounds is reached.',
      ['end', 'stopProcess', 'throwException'],
      'end',
    ),
  },
  compile(config, context) {
    if (config.processId === '') context.fail('Looping Process Call', 'No local integration process is chosen')
    const { maximum } = context.node.loop ?? { maximum: 0 }
    if (maximum < 1) context.fail('Looping Process Call', 'The maximum number of iterations must be 1 or more')
    const call = context.process(config.processId)
    const goesOn = compileCondition(config.expressionType === 'XML', context)
    return async (exchange) => {
      for (let index = 0; index < maximum; index++) {
        exchange.headers.set(INDEX, index)
        exchange.properties.set(INDEX, index)
        await call(exchange)
        if (!goesOn(exchange)) return
      }
      if (config.atMaximum === 'throwException') {
        throw new SluiceError('processing-failed', `The loop did not end within its maximum of ${maximum} iterations`)
      }
    }
  },
})

function compileCondition(isXPath: boolean, context: StepContext): (exchange: Exchange) => boolean {
  const condition = context.node.loop?.condition.trim() ?? ''
  if (condition === '') context.fail('Looping Process Call', 'The loop has no condition')
  try {
    return isXPath ? compileXPath(condition, context.flow.namespaces).test : compileSimplePredicate(condition)
  } catch (cause) {
    return context.fail('Looping Process Call', messageOf(cause))
  }
}
