import { SluiceError } from '../kernel/errors.ts'
import type { TenantStores } from './stores.ts'

const refuse = async (): Promise<never> => {
  throw new SluiceError('unavailable', 'There is no tenant to ask')
}

/** For who compiles flows without running them. */
export const absentStores: TenantStores = {
  dataStores: {
    put: refuse,
    find: refuse,
    content: refuse,
    select: refuse,
    delete: refuse,
    entries: refuse,
    ready: refuse,
    retryOf: refuse,
    retryLater: refuse,
  },
  aggregates: { open: refuse, find: refuse, put: refuse, due: refuse, unannounced: refuse, delete: refuse },
  variables: { put: refuse, find: refuse },
  numberRanges: { next: refuse },
  messageStore: { write: refuse },
  processingMarks: { claim: refuse, find: refuse, release: refuse },
  idMaps: { map: refuse, from: refuse },
  atomically: refuse,
}
