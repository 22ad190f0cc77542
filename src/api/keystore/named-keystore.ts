import { badRequest } from '../../odata/failure.ts'
import type { QueryParameters } from '../../odata/query-string.ts'
import type { KeystoreName } from '../../store/keystore.ts'

/** The keystore of replaced entries; it is kept apart from the others and cannot be written. */
export const HISTORY_KEYSTORE = 'sap_key_history'

const NAMES: Readonly<Record<string, KeystoreName | typeof HISTORY_KEYSTORE>> = {
  system: 'system',
  backup_admin_system: 'backup_admin_system',
  KeyRenewal: 'KeyRenewal',
  KeyHistory: HISTORY_KEYSTORE,
  sap_key_history: HISTORY_KEYSTORE,
}

/** The keystore of that name. Throws `bad-request` for an unknown one. */
export function keystoreNamed(name: string): KeystoreName | typeof HISTORY_KEYSTORE {
  const found = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined
  if (found === undefined) throw badRequest(`Keystore name '${name}' is invalid.`)
  return found
}

/** The keystore that the parameter `keystoreName` asks for, the one in use by default. */
export const requestedKeystore = (custom: QueryParameters): KeystoreName | typeof HISTORY_KEYSTORE =>
  keystoreNamed(unquoted(custom.get('keystoreName')) ?? 'system')

/** Clients write parameters with and without the quotation marks of an OData literal. */
export const unquoted = (value: string | undefined): string | undefined => value?.replace(/^'(.*)'$/, '$1')
