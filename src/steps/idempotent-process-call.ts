import { defineStep } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { flag, text } from '../engine/fields.ts'
import { MessageEnded } from '../engine/walk.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { compileSimpleText } from '../languages/simple/simple.ts'
import type { ProcessingMarkKey } from '../store/processing-marks.ts'

const DUPLICATE_PROPERTY = 'CamelDuplicateMessage'
const DAY = 86_400_000
const REMEMBERED_DAYS = 90
/** After that a message that a crash ended no longer keeps others with its id away. */
const LOCK_MINUTES = 60

/** SAP Help, “Define Idempotent Process Call”. Ids are those of this one step. */
export default defineStep({
  activity: 'IdempotentProcessCall',
  label: 'Idempotent Process Call',
  doc: 'Runs a local integration process once for each message id, which counts for 90 days when the process has ended well.',
  fields: {
    processId: text('processId', 'Id of the local integration process.'),
    messageId: text('sourceMessageID', 'Expression for the id of the message.'),
    skipDuplicates: flag(
      'skipOnDuplicate',
      `Leaves the process out for a duplicate; otherwise it runs with the property ${DUPLICATE_PROPERTY} set to true.`,
      true,
    ),
  },
  compile({ processId, messageId, skipDuplicates }, context) {
    if (processId === '') context.fail('Idempotent Process Call', 'No local integration process is chosen')
    const call = context.process(processId)
    const evaluate = compileId(messageId, (reason) => context.fail('Idempotent Process Call', reason))
    const { stores, clock } = context.flow.services
    const { processingMarks } = stores
    const source = `${context.flow.id}/${context.node.id}`

    async function callOnce(key: ProcessingMarkKey, exchange: Exchange): Promise<void> {
      const lock = { ...key, kind: 'lock' as const }
      const createdAt = clock.now()
      if (!(await processingMarks.claim({ ...lock, createdAt, expiresAt: createdAt + LOCK_MINUTES * 60_000 }))) {
        throw new SluiceError('processing-failed', `Another message with the ID '${key.entry}' is in process`)
      }
      try {
        const ended = await endedWell(call, exchange)
        const doneAt = clock.now()
        await processingMarks.claim({ ...key, createdAt: doneAt, expiresAt: doneAt + REMEMBERED_DAYS * DAY })
        exchange.transaction?.onRollback(() => processingMarks.release(key, clock.now()))
        if (ended) throw ended
      } finally {
        await processingMarks.release(lock, clock.now())
      }
    }

    return async (exchange) => {
      exchange.properties.delete(DUPLICATE_PROPERTY)
      const entry = evaluate(exchange)
      if (entry === '') throw new SluiceError('processing-failed', `No message ID could be found using the expression ${messageId}`)
      const key: ProcessingMarkKey = { kind: 'idempotent', vendor: 'SAP', component: 'IdempotentProcessCall', source, entry }
      if (!(await processingMarks.find(key, clock.now()))) return callOnce(key, exchange)
      exchange.properties.set(DUPLICATE_PROPERTY, true)
      if (!skipDuplicates) await call(exchange)
    }
  },
})

/** Calls the process. Returns the end of the whole message, when it is that, to be thrown on; throws failures. */
async function endedWell(call: (exchange: Exchange) => Promise<void>, exchange: Exchange): Promise<MessageEnded | undefined> {
  try {
    await call(exchange)
    return undefined
  } catch (thrown) {
    if (thrown instanceof MessageEnded && !exchange.log.cancelled) return thrown
    throw thrown
  }
}

function compileId(expression: string, fail: (reason: string) => never): (exchange: Exchange) => string {
  if (expression.trim() === '') fail('There is no message ID')
  try {
    return compileSimpleText(expression)
  } catch (cause) {
    return fail(`Message ID: ${messageOf(cause)}`)
  }
}
