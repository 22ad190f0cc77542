import type { ProcessingMark } from '../store/processing-marks.ts'
import { managementSet } from './management-set.ts'
import { findById, lifetime, marksOf, sourceAndEntry, unhex } from './processing-marks/idempotent-entries.ts'

/** `IdempotentRepositoryEntries`, the older form without vendor and component in the key. Deleting what is not there is no error. */
export const idempotentRepositoryEntries = managementSet<ProcessingMark>({
  name: 'IdempotentRepositoryEntries',
  type: 'IdempotentRepositoryEntry',
  keys: ['HexSource', 'HexEntry'],
  properties: { ...sourceAndEntry, ...lifetime },
  requires: 'viewLocks',
  find: findById,
  read: async ({ HexSource, HexEntry }, context) => (await marksOf(unhex(HexSource, 'reading'), unhex(HexEntry, 'reading'), context))[0],
  delete: {
    requires: 'deleteLocks',
    async run({ HexSource, HexEntry }, context) {
      const { store, clock } = context
      const marks = await marksOf(unhex(HexSource, 'deletion of'), unhex(HexEntry, 'deletion of'), context)
      for (const mark of marks) await store.processingMarks.release(mark, clock.now())
      return { status: 204 }
    },
  },
})
