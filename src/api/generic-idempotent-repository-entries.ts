import { text } from '../odata/edm.ts'
import type { Keys } from '../odata/entity-set.ts'
import type { ProcessingMark, ProcessingMarkKey } from '../store/processing-marks.ts'
import { toHex } from './hex-key.ts'
import { managementSet } from './management-set.ts'
import { findById, lifetime, sourceAndEntry, unhex } from './processing-marks/idempotent-entries.ts'

const keyOf = ({ HexVendor, HexSource, HexEntry, HexComponent }: Keys, doing: 'reading' | 'deletion of'): ProcessingMarkKey => ({
  kind: 'idempotent',
  vendor: unhex(HexVendor, doing),
  source: unhex(HexSource, doing),
  entry: unhex(HexEntry, doing),
  component: unhex(HexComponent, doing),
})

/** `GenericIdempotentRepositoryEntries`: what adapters processed before. Deleting what is not there is no error. */
export const genericIdempotentRepositoryEntries = managementSet<ProcessingMark>({
  name: 'GenericIdempotentRepositoryEntries',
  type: 'GenericIdempotentRepositoryEntry',
  keys: ['HexVendor', 'HexSource', 'HexEntry', 'HexComponent'],
  properties: {
    HexVendor: text((mark) => toHex(mark.vendor)),
    ...sourceAndEntry,
    HexComponent: text((mark) => toHex(mark.component)),
    Vendor: text((mark) => mark.vendor),
    ...lifetime,
  },
  requires: 'viewLocks',
  find: findById,
  read: (keys, { store, clock }) => store.processingMarks.find(keyOf(keys, 'reading'), clock.now()),
  delete: {
    requires: 'deleteLocks',
    async run(keys, { store, clock }) {
      await store.processingMarks.release(keyOf(keys, 'deletion of'), clock.now())
      return { status: 204 }
    },
  },
})
