import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { flag } from '../engine/fields.ts'
import type { SequenceFlow } from '../iflow/model.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { compileSimplePredicate, readsBody } from '../languages/simple/simple.ts'
import { compileXPath } from '../languages/xpath/xpath.ts'

/** Format document §2.7. Routes are tried in document order and the first true one is taken. */
export default defineStep({
  activity: 'ExclusiveGateway',
  label: 'Router',
  doc: 'Takes the first route whose condition is true, else the default route.',
  fields: {
    throwException: flag('throwException', 'Fails the message instead of taking the default route.', false),
  },
  acceptsStreams: (_, { outgoing }) =>
    outgoing.every(({ condition = '', conditionKind }) => condition.trim() === '' || (conditionKind === 'simple' && !readsBody(condition))),
  compile(config, context) {
    const { node } = context
    const routes = node.outgoing.filter(({ id }) => id !== node.defaultFlow).map((flow) => compileRoute(flow, context))
    const otherwise = config.throwException ? undefined : node.defaultFlow
    return (exchange) => {
      for (const { id, holds } of routes) if (holds(exchange)) return id
      if (otherwise) return otherwise
      throw new SluiceError('processing-failed', `No condition of router '${node.name || node.id}' is true`)
    }
  },
})

interface Route {
  readonly id: string
  holds(exchange: Exchange): boolean
}

function compileRoute(flow: SequenceFlow, context: StepContext): Route {
  const condition = flow.condition?.trim() ?? ''
  const label = flow.name || flow.id
  if (condition === '') context.fail('Router', `Route '${label}' has no condition and is not the default route`)
  try {
    return {
      id: flow.id,
      holds: flow.conditionKind === 'xpath' ? compileXPath(condition, context.flow.namespaces).test : compileSimplePredicate(condition),
    }
  } catch (cause) {
    return context.fail('Router', `Route '${label}': ${messageOf(cause)}`)
  }
}
