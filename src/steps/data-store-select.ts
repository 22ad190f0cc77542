import { parseXmlDocument, serializeToWellFormedString } from 'slimdom'
import { Body } from '../engine/body.ts'
import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { flag, text } from '../engine/fields.ts'
import { storesOf } from '../engine/stores.ts'
import { escapeXml } from '../iflow/xml-text.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { textOf } from '../languages/simple/value.ts'
import { compileStoreKey, STORE_FIELDS } from './data-store/data-store.ts'
import { compileValues } from './data-store/entry-id.ts'

const MAXIMUM_HEADER = 'SapDataStoreMaxResults'

/** SAP Help, “Define Data Store Select Operations”. */
export default defineStep({
  activity: 'DBstorage',
  variant: 'select',
  label: 'Data Store Select',
  doc: 'Puts entries of a data store into the body, the oldest first: `<messages>` with a `<message id="…">` for each; their content must be XML.',
  fields: {
    ...STORE_FIELDS,
    maximum: text('maxresults', `How many entries; the header ${MAXIMUM_HEADER} takes precedence.`, '1'),
    deleteOnCompletion: flag('delete', 'Deletes the entries when the message has ended well, with and without a transaction.', false),
  },
  compile({ deleteOnCompletion, ...config }, context) {
    const store = compileStoreKey(config, context)
    const maximum = compileMaximum(config.maximum, context)
    const { services } = context.flow
    return async (exchange) => {
      const now = services.clock.now()
      const selected = await storesOf(exchange, services).dataStores.select(store(exchange), maximum(exchange), now)
      exchange.body = Body.text(`${DECLARATION}<messages>${selected.map(messageFor).join('')}</messages>`)
      if (!deleteOnCompletion) return
      for (const { entry } of selected) {
        exchange.completion.add(services.stores, (stores) => stores.dataStores.delete(entry, services.clock.now()))
      }
    }
  },
})

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

function compileMaximum(expression: string, context: StepContext): (exchange: Exchange) => number {
  const values = compileValues(expression, 'Number of Polled Messages', context)
  if (!expression.includes('${')) wholeNumber(expression.trim(), (reason) => context.fail('Data Store Select', reason))
  return (exchange) => {
    const header = textOf(exchange.headers.get(MAXIMUM_HEADER))
    const [value = ''] = header === '' ? values(exchange) : [header]
    return wholeNumber(value.trim(), (reason) => {
      throw new SluiceError('processing-failed', reason)
    })
  }
}

function wholeNumber(value: string, fail: (reason: string) => never): number {
  const number = /^\d+$/.test(value) ? Number(value) : 0
  return number > 0 && Number.isSafeInteger(number)
    ? number
    : fail(`The number of polled messages must be a whole number of 1 or more, not '${value}'`)
}

function messageFor({ entry, content }: { entry: { id: string; storeName: string }; content: Uint8Array }): string {
  try {
    const { documentElement } = parseXmlDocument(Body.bytes(content).asText().trimStart())
    return `<message id="${escapeXml(entry.id)}">${serializeToWellFormedString(documentElement!)}</message>`
  } catch (cause) {
    const reason = messageOf(cause).split('\n')[0]
    throw new SluiceError('processing-failed', `Entry ${entry.id} of the data store ${entry.storeName} is not XML: ${reason}`, { cause })
  }
}
