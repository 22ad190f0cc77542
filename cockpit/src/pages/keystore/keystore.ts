import { change, dateOf, type Entity, entityPath, list } from '../../api/odata.ts'

/** Keystores whose entries are listed; those of keys that were replaced is another set. */
export const KEYSTORES = ['system', 'backup_admin_system', 'KeyRenewal'] as const

export type KeystoreName = (typeof KEYSTORES)[number]
export type KeystoreEntry = Entity<'KeystoreEntries'>

export const entriesOf = async (keystoreName: KeystoreName): Promise<readonly KeystoreEntry[]> =>
  (await list('KeystoreEntries', {}, { keystoreName })).results

/** An alias as it stands in keys: hexadecimal, of UTF-8. */
export const hexOf = (alias: string): string =>
  [...new TextEncoder().encode(alias)].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('')

export const isKeyPair = ({ Type }: Pick<KeystoreEntry, 'Type'>): boolean => Type === 'Key Pair'

/** The path of an entry's content in one of its forms, without `$value`. */
export const contentPath = (
  set: 'CertificateResources' | 'CertificateChainResources' | 'CertificateSigningRequests' | 'SSHKeyResources',
  { Hexalias }: Pick<KeystoreEntry, 'Hexalias'>,
): string => entityPath(set, Hexalias ?? '')

/** Deletes from the keystore in use. */
export const deleteEntry = ({ Hexalias }: KeystoreEntry): Promise<unknown> =>
  change('DELETE', entityPath('KeystoreEntries', Hexalias ?? ''))

/** Puts a key that waits into use. */
export const activateEntry = ({ Hexalias }: KeystoreEntry): Promise<unknown> =>
  change('DELETE', `${entityPath('KeystoreEntries', Hexalias ?? '')}?keystoreName=KeyRenewal&activate=true`)

/** Days before the end from which on a certificate is shown as expiring. */
const SOON = 30
const DAY = 86_400_000

export type Validity = 'valid' | 'soon' | 'expired' | 'notYetValid'

export function validityOf({ ValidNotBefore, ValidNotAfter }: KeystoreEntry, now: number): Validity {
  const [from, until] = [dateOf(ValidNotBefore)?.getTime() ?? 0, dateOf(ValidNotAfter)?.getTime() ?? Number.POSITIVE_INFINITY]
  if (now < from) return 'notYetValid'
  if (now > until) return 'expired'
  return until - now < SOON * DAY ? 'soon' : 'valid'
}
