import { dateTimeOffset, int32, type Properties, text } from '../../odata/edm.ts'
import type { EntityBody } from '../../odata/entity-body.ts'
import type { EntitySet } from '../../odata/entity-set.ts'
import type { Management } from '../management-set.ts'
import type { Permission } from '../roles.ts'
import type { KeyPair } from './key-pair.ts'
import { aliasTaken, entryProperties, putEntry, storedChain } from './keystore-entry.ts'
import { requestedAlias } from './requested-alias.ts'

type Request = { readonly alias: string }

const nothing = text<Request>(() => null)

/** What callers say about the certificate of a new key; requests are never read. */
export const requestProperties: Properties<Request> = {
  ...entryProperties,
  SignatureAlgorithm: nothing,
  KeySize: int32(() => null),
  ValidNotBefore: dateTimeOffset(() => null),
  ValidNotAfter: dateTimeOffset(() => null),
  SerialNumber: nothing,
  CommonName: nothing,
  OrganizationUnit: nothing,
  Organization: nothing,
  Locality: nothing,
  State: nothing,
  Country: nothing,
  Email: nothing,
}

/** `POST` that makes a key pair and keeps it under the alias of the body. */
export const keyCreation = (
  make: (body: EntityBody, now: number) => Promise<KeyPair>,
): NonNullable<EntitySet<Management, Permission, Request>['create']> => ({
  requires: 'editSecurityMaterial',
  async run(body, context, custom) {
    const alias = requestedAlias(body, context)
    if ((await context.store.keystore.find(alias)) !== undefined) throw aliasTaken(alias)
    const { privateKey, certificate } = await make(body, context.clock.now())
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const entry = { alias, type: 'key-pair', chain: storedChain([certificate]), privateKey: context.vault.encrypt(pem) } as const
    return putEntry(entry, custom, context)
  },
})
