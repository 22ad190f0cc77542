import { defineStep } from '../engine/define-step.ts'
import { flag, text } from '../engine/fields.ts'
import { uuid } from '../kernel/ids.ts'
import { textOf } from '../languages/simple/value.ts'
import type { NamedValue } from '../store/message-store.ts'

/** SAP Help, “Persist Messages”. */
export default defineStep({
  activity: 'Persist',
  label: 'Persist',
  doc: 'Keeps the message as it is here, in the message store, unless it fails later.',
  fields: {
    stepId: text('stepid', 'Name under which the message store shows what was kept.'),
    encrypt: flag('enableEncrypt', 'Stores the content encrypted with the master key of the server.', true),
  },
  compile({ stepId, encrypt }, context) {
    if (stepId.trim() === '') context.fail('Persist', 'The step has no Step ID')
    const { services } = context.flow
    return (exchange) => {
      const { headers, attachments, log, body } = exchange
      const entry = {
        id: uuid(),
        messageGuid: log.messageGuid,
        storeId: stepId,
        time: services.clock.now(),
        contentType: textOf(headers.get('Content-Type')),
        ...(encrypt && { encrypted: true }),
      }
      const record = {
        entry,
        content: body.asBytes(),
        properties: namedValues(headers),
        attachments: Array.from(attachments, ([name, attachment]) => ({
          id: uuid(),
          name,
          contentType: attachment.contentType,
          content: attachment.content,
          properties: namedValues(attachment.headers),
        })),
      }
      exchange.completion.add(services.stores, (stores) => stores.messageStore.write(record))
    }
  },
})

const namedValues = (values: Iterable<[string, unknown]>): NamedValue[] =>
  Array.from(values, ([name, value]) => ({ name, value: textOf(value) }))
