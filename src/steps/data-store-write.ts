import { defineStep } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { flag, integer, text } from '../engine/fields.ts'
import { storesOf } from '../engine/stores.ts'
import { SluiceError } from '../kernel/errors.ts'
import { uuid } from '../kernel/ids.ts'
import { textOf } from '../languages/simple/value.ts'
import { compileStoreKey, ENTRY_ID_HEADER, STORE_FIELDS } from './data-store/data-store.ts'
import { compileEntryIds } from './data-store/entry-id.ts'

const DAY = 86_400_000
const LONGEST_EXPIRATION = 180

/** SAP Help, “Define Data Store Write Operations”. */
export default defineStep({
  activity: 'DBstorage',
  variant: 'put',
  label: 'Data Store Write',
  doc: 'Puts the body aside as an entry of a data store.',
  fields: {
    ...STORE_FIELDS,
    entryId: text(
      'messageId',
      `Id of the entry; empty = the header ${ENTRY_ID_HEADER}, and without it a generated id that the header then has.`,
    ),
    alert: integer('alert', 'Days after which the entry is overdue.', 2),
    expire: integer('expire', 'Days after which the entry is deleted, 180 at most.', 30),
    encrypt: flag('encrypt', 'Stores the content encrypted with the master key of the server.', true),
    overwrite: flag('override', 'Replaces an entry that has the id; otherwise the message fails.', false),
    includeHeaders: flag(
      'includeMessageHeaders',
      'Keeps the headers too, except `Camel…` and `SAP_…`; Data Store Get restores them.',
      false,
    ),
  },
  compile({ alert, expire, encrypt, overwrite, includeHeaders, ...config }, context) {
    if (alert < 1) context.fail('Data Store Write', `The retention threshold for alerting must be 1 day or more, not ${alert}`)
    if (expire < 1 || expire > LONGEST_EXPIRATION) {
      context.fail('Data Store Write', `The expiration period must be 1 to ${LONGEST_EXPIRATION} days, not ${expire}`)
    }
    const store = compileStoreKey(config, context)
    const entryIds = compileEntryIds(config.entryId, context)
    const { clock } = context.flow.services
    return async (exchange) => {
      const id = idFor(entryIds(exchange), exchange)
      const createdAt = clock.now()
      const entry = {
        ...store(exchange),
        id,
        messageId: exchange.log.messageGuid,
        createdAt,
        dueAt: createdAt + alert * DAY,
        retainUntil: createdAt + expire * DAY,
        headers: includeHeaders ? keptHeaders(exchange) : {},
        ...(encrypt && { encrypted: true }),
      }
      await storesOf(exchange, context.flow.services).dataStores.put(entry, exchange.body.asBytes(), overwrite)
    }
  },
})

function idFor([id, ...others]: readonly string[], exchange: Exchange): string {
  if (others.length > 0) throw new SluiceError('processing-failed', `The entry ID has ${others.length + 1} values, an entry has one`)
  if (id !== undefined) return id
  const generated = uuid()
  exchange.headers.set(ENTRY_ID_HEADER, generated)
  return generated
}

const keptHeaders = ({ headers }: Exchange): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => !/^(Camel|SAP_)/.test(name)).map(([name, value]) => [name, textOf(value)]))
