import 'reflect-metadata'
import { createPrivateKey } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { SluiceError } from '../kernel/errors.ts'
import { badRequest } from '../odata/failure.ts'
import type { KeystoreEntry } from '../store/keystore.ts'
import { chainOf, changedKeystore, checkAlias, entryProperties, existingEntry, isSet, storedChain } from './keystore/keystore-entry.ts'
import { orderedChain, requireTrust } from './keystore/trust.ts'
import { uploadedChain } from './keystore/uploaded-certificates.ts'
import { managementSet, stampOf } from './management-set.ts'

/** Largest chain in bytes. */
const LIMIT = 30_072

/** `CertificateChainResources`: the chain of an entry as PKCS#7; `PUT …/$value` gives a key pair the chain that an authority issued. */
export const certificateChainResources = managementSet<KeystoreEntry>({
  name: 'CertificateChainResources',
  type: 'CertificateChainResource',
  keys: ['Hexalias'],
  properties: entryProperties,
  requires: 'viewMonitoring',
  read: existingEntry,
  media: {
    async read(entry) {
      const chain = new x509.X509Certificates(chainOf(entry).map((der) => new x509.X509Certificate(Uint8Array.from(der))))
      return {
        contentType: 'application/x-pkcs7-certificates',
        content: new Uint8Array(chain.export('raw')),
        fileName: `${entry.alias}.p7b`,
      }
    },
    write: {
      requires: 'editSecurityMaterial',
      async run(keys, content, context, custom) {
        const entry = await existingEntry(keys, context)
        checkAlias(entry.alias, context)
        if (entry.privateKey === null) throw badRequest(`Alias "${entry.alias}" does not represent a Key Pair`)
        if (content.length > LIMIT) throw new SluiceError('too-large', `The certificate chain is larger than ${LIMIT} bytes.`)
        const key = createPrivateKey(context.vault.decrypt(entry.privateKey))
        const chain = orderedChain(uploadedChain(content), (certificate) => certificate.checkPrivateKey(key))
        requireTrust(chain, await context.store.keystore.list(), isSet(custom, 'fingerprintVerified'))
        const { user, now } = stampOf(context)
        await context.store.keystore.update({ ...entry, chain: storedChain(chain), modifiedBy: user, modifiedAt: now })
        return changedKeystore(custom, context)
      },
    },
  },
})
