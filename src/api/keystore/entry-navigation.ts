import { eachRow, type Navigation } from '../../odata/entity-set.ts'
import { keystoreOf } from '../keystores.ts'
import type { Management } from '../management-set.ts'
import type { Permission } from '../roles.ts'
import type { EntryRow } from './keystore-entry.ts'
import { requestedKeystore } from './named-keystore.ts'

/** The same alias in one of the sets for content. */
const content = (target: string) => ({ target, many: false, resolve: eachRow(async (entry: EntryRow) => [entry]) })

/** Ways from an entry to its certificates and their forms. */
export const entryNavigation: Readonly<Record<string, Navigation<Management, Permission, EntryRow>>> = {
  ChainCertificates: {
    target: 'ChainCertificates',
    many: true,
    resolve: eachRow(async (entry) => entry.chain.map((der, index) => ({ alias: entry.alias, der, index, now: entry.now }))),
  },
  Certificate: content('CertificateResources'),
  Sshkey: content('SSHKeyResources'),
  Keystore: {
    target: 'Keystores',
    many: false,
    resolve: eachRow(async (_entry, context, custom) => [await keystoreOf(requestedKeystore(custom), context)]),
  },
  ChainResource: content('CertificateChainResources'),
  SigningRequest: content('CertificateSigningRequests'),
}
