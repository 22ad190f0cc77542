import { createPrivateKey } from 'node:crypto'
import { text } from '../odata/edm.ts'
import { badRequest } from '../odata/failure.ts'
import type { KeystoreEntry } from '../store/keystore.ts'
import { toHex } from './hex-key.ts'
import { signingRequest } from './keystore/key-pair.ts'
import { chainOf, existingEntry } from './keystore/keystore-entry.ts'
import { managementSet } from './management-set.ts'

/** `CertificateSigningRequests`: what an authority needs to certify a key pair, in PEM. */
export const certificateSigningRequests = managementSet<KeystoreEntry>({
  name: 'CertificateSigningRequests',
  type: 'CertificateSigningRequest',
  keys: ['Hexalias'],
  properties: { Hexalias: text(({ alias }) => toHex(alias)) },
  requires: 'viewMonitoring',
  read: existingEntry,
  media: {
    async read(entry, { vault }) {
      if (entry.privateKey === null) throw badRequest(`Alias "${entry.alias}" does not represent a Key Pair`)
      const content = await signingRequest(createPrivateKey(vault.decrypt(entry.privateKey)), chainOf(entry)[0]!)
      return { contentType: 'application/pkcs10', content, fileName: `${entry.alias}.csr` }
    },
  },
})
