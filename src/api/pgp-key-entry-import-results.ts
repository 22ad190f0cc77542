import { text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'
import type { ImportResult } from './pgp/key-import.ts'

/** `PgpKeyEntryImportResults`: what a `PUT` of a keyring answers. They are kept nowhere. */
export const pgpKeyEntryImportResults = managementSet<ImportResult>({
  name: 'PgpKeyEntryImportResults',
  type: 'PgpKeyEntryImportResult',
  keys: ['Id'],
  properties: {
    Id: text(({ keyId }) => keyId),
    KeyId: text(({ keyId }) => keyId),
    PrimaryUserId: text(({ primaryUserId }) => primaryUserId),
    Status: text(({ status }) => status),
    StatusDetails: text(({ details }) => details),
  },
  requires: 'viewMonitoring',
})
