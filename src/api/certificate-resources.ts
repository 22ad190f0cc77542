import { SluiceError } from '../kernel/errors.ts'
import type { Keys, Reply } from '../odata/entity-set.ts'
import { badRequest } from '../odata/failure.ts'
import type { QueryParameters } from '../odata/query-string.ts'
import type { KeystoreEntry } from '../store/keystore.ts'
import { toHex } from './hex-key.ts'
import { aliasIn, chainOf, checkAlias, entryProperties, existingEntry, isSet, putEntry, storedChain } from './keystore/keystore-entry.ts'
import { requireTrust } from './keystore/trust.ts'
import { uploadedCertificate } from './keystore/uploaded-certificates.ts'
import { type Management, managementSet } from './management-set.ts'

/** Largest certificate in bytes. */
const LIMIT = 10_240

/** `CertificateResources`: the certificate of an entry; `PUT …/$value` adds or replaces one, as does `POST` with its alias in the header `Slug`. */
export const certificateResources = managementSet<KeystoreEntry>({
  name: 'CertificateResources',
  type: 'CertificateResource',
  keys: ['Hexalias'],
  properties: entryProperties,
  answersTo: (entry, { Hexalias }) => toHex(entry.alias) === String(Hexalias).toUpperCase(),
  requires: 'viewMonitoring',
  read: existingEntry,
  media: {
    async read(entry) {
      return { contentType: 'application/pkix-cert', content: chainOf(entry)[0]!, fileName: `${entry.alias}.cer` }
    },
    create: {
      requires: 'editSecurityMaterial',
      async run(content, context, custom) {
        const Hexalias = context.header('slug') ?? ''
        if (Hexalias === '') throw badRequest("The header 'Slug' must have the hexadecimal alias of the certificate.")
        return putCertificate({ Hexalias }, content, context, custom)
      },
    },
    write: { requires: 'editSecurityMaterial', run: putCertificate },
  },
})

async function putCertificate(keys: Keys, content: Uint8Array, context: Management, custom: QueryParameters): Promise<Reply<never>> {
  const alias = checkAlias(aliasIn(keys), context)
  if (content.length > LIMIT) throw new SluiceError('too-large', `The certificate is larger than ${LIMIT} bytes.`)
  const chain = [uploadedCertificate(content)]
  requireTrust(chain, await context.store.keystore.list(), isSet(custom, 'fingerprintVerified'))
  return putEntry({ alias, type: 'certificate', chain: storedChain(chain), privateKey: null }, custom, context)
}
