import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { choice, integer, text } from '../engine/fields.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { uuid } from '../kernel/ids.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'

const LABEL = 'ID Mapping'
const DAY = 86_400_000

/** SAP Help, “Define ID Mapping”. */
export default defineStep({
  activity: 'IDMapper',
  label: LABEL,
  doc: 'Gives the message an id that always belongs to its source id and context, in a header.',
  fields: {
    sourceId: text('sourceMessageID', 'Expression for the id that the message came with.'),
    context: text('context', 'Whom the target id is for: a name or an expression.'),
    header: text('targetHeader', 'Header that gets the target id.'),
    visibility: choice('visibility', 'Whether other flows get the same ids.', ['global', 'local'], 'local'),
    expire: integer('expire', 'Days after which an id is forgotten.', 30),
  },
  compile({ sourceId, context: contextText, header, visibility, expire }, context) {
    if (header.trim() === '') context.fail(LABEL, 'The target header is not given')
    if (expire < 1) context.fail(LABEL, `The expiration period must be 1 day or more, not ${expire}`)
    const readSourceId = expression('source message ID', sourceId, context)
    const readContext = expression('context', contextText, context)
    if (!contextText.includes('${')) requireContext(contextText, (reason) => context.fail(LABEL, reason))
    const { stores, clock } = context.flow.services
    const qualifier = visibility === 'global' ? '' : context.flow.id
    return async (exchange) => {
      const fromId = readSourceId(exchange)
      if (fromId === '') throw new SluiceError('processing-failed', `No message ID could be found using the expression ${sourceId}`)
      const key = { fromId, mapper: 'IDMapper', context: readContext(exchange), qualifier }
      requireContext(key.context, failMessage)
      const now = clock.now()
      exchange.headers.set(header.trim(), await stores.idMaps.map({ ...key, toId: uuid(), expiresAt: now + expire * DAY }, now))
    }
  },
})

function expression(subject: string, source: string, context: StepContext): (exchange: Exchange) => string {
  if (source.trim() === '') context.fail(LABEL, `The ${subject} is not given`)
  try {
    return compileSimpleText(source)
  } catch (cause) {
    return context.fail(LABEL, `The ${subject}: ${messageOf(cause)}`)
  }
}

function requireContext(value: string, fail: (reason: string) => never): void {
  if (!/^[a-z][a-z0-9_~-]*$/i.test(value)) fail(`The context must be a letter and then letters, digits, '_', '~' or '-', not '${value}'`)
}

function failMessage(reason: string): never {
  throw new SluiceError('processing-failed', reason)
}
