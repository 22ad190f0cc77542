import { text } from '../odata/edm.ts'
import type { Keys } from '../odata/entity-set.ts'
import { entityNotFound } from '../odata/failure.ts'
import type { ProcessingMark } from '../store/processing-marks.ts'
import { fromHex, toHex } from './hex-key.ts'
import { type Management, managementSet } from './management-set.ts'
import { lifetime } from './processing-marks/idempotent-entries.ts'

async function find({ Component, HexSource, HexEntry }: Keys, { store, clock }: Management): Promise<ProcessingMark | undefined> {
  const [source, entry] = [fromHex(String(HexSource)), fromHex(String(HexEntry))]
  if (entry === undefined) return undefined
  const locks = await store.processingMarks.list('lock', clock.now(), entry)
  return locks.find((lock) => lock.component === Component && lock.source === source)
}

/** `Locks`: messages that are in process now and must not be processed twice at once. */
export const locks = managementSet<ProcessingMark>({
  name: 'Locks',
  type: 'Lock',
  keys: ['Component', 'HexSource', 'HexEntry'],
  properties: {
    Component: text((lock) => lock.component),
    HexSource: text((lock) => toHex(lock.source)),
    HexEntry: text((lock) => toHex(lock.entry)),
    Source: text((lock) => lock.source),
    Entry: text((lock) => lock.entry),
    ...lifetime,
  },
  requires: 'viewLocks',
  list: ({ store, clock }) => store.processingMarks.list('lock', clock.now()),
  read: find,
  delete: {
    requires: 'deleteLocks',
    async run(keys, context) {
      const lock = await find(keys, context)
      if (lock === undefined) throw entityNotFound()
      await context.store.processingMarks.release(lock, context.clock.now())
      return { status: 204 }
    },
  },
})
