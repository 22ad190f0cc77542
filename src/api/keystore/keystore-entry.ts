import { Refusal } from '../../identity/refusals.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { dateTimeOffset, type Properties, required, text } from '../../odata/edm.ts'
import type { Keys, Reply } from '../../odata/entity-set.ts'
import { badRequest } from '../../odata/failure.ts'
import type { QueryParameters } from '../../odata/query-string.ts'
import type { KeystoreEntry, KeystoreName } from '../../store/keystore.ts'
import { fromHex, toHex } from '../hex-key.ts'
import { type Management, stampOf } from '../management-set.ts'
import { ReportedFailure } from '../reported-failure.ts'
import { type CertificateFacts, certificateFacts, certificateProperties } from './certificate.ts'
import { requireRoom } from './keystore-size.ts'
import { unquoted } from './named-keystore.ts'

/** An entry as it is shown: with what its certificate says, the moment of the question, and what an import did to it. */
export interface EntryRow extends KeystoreEntry {
  readonly facts: CertificateFacts
  readonly now: number
  readonly status: string
}

/** Aliases that SAP keeps for itself. */
const RESERVED = /^(?:hcicertificate1?|hcimsgcertificate|sap_.*)$/i

/** Characters of an alias at most. */
const LONGEST_ALIAS = 250

export const entryProperties = {
  Hexalias: text<{ readonly alias: string }>(({ alias }) => toHex(alias)),
  Alias: required(text<{ readonly alias: string }>(({ alias }) => alias)),
}

export const keystoreEntryProperties: Properties<EntryRow> = {
  ...entryProperties,
  ...certificateProperties,
  Type: text(({ type }) => (type === 'key-pair' ? 'Key Pair' : 'Certificate')),
  Owner: text(({ alias }) => (isReserved(alias) ? 'SAP' : 'Tenant Administrator')),
  LastModifiedBy: text((entry) => entry.modifiedBy),
  LastModifiedTime: dateTimeOffset((entry) => entry.modifiedAt),
  CreatedBy: text((entry) => entry.createdBy),
  CreatedTime: dateTimeOffset((entry) => entry.createdAt),
  Status: text(({ status }) => status),
}

/** DER of the entry's own certificate and of its issuers. */
export const chainOf = ({ chain }: KeystoreEntry): Buffer[] => chain.map((der) => Buffer.from(der, 'base64'))

export const rowOf = <E extends KeystoreEntry>(entry: E, { clock }: Management, status = 'unchanged'): E & EntryRow => ({
  ...entry,
  facts: certificateFacts(chainOf(entry)[0]!),
  now: clock.now(),
  status,
})

/** Whether the alias is one that SAP keeps for itself. Here the administrator of the server is who may use them. */
export const isReserved = (alias: string): boolean => RESERVED.test(alias)

/** The alias in a key. Throws 500 with the text of the real service for what is no hex. */
export function aliasIn({ Hexalias }: Keys): string {
  const hex = String(Hexalias)
  const alias = fromHex(hex)
  if (alias === undefined) throw new ReportedFailure(`hexBinary needs to be even-length: ${hex}`)
  return alias
}

/** Throws the refusal `alias-reserved` for an alias of SAP and `bad-request` for none. */
export function checkAlias(alias: string, { roles }: Pick<Management, 'roles'>): string {
  if (isReserved(alias) && roles !== 'all') throw new Refusal('alias-reserved', { value: alias })
  if (alias.trim() === '' || alias.length > LONGEST_ALIAS) throw badRequest(`Property 'Alias' must have 1 to ${LONGEST_ALIAS} characters.`)
  return alias
}

/** A parameter of the query that is `true`. */
export const isSet = (custom: QueryParameters, name: string): boolean => unquoted(custom.get(name)) === 'true'

/** The entry of the keystore in use. Throws `not-found` with the alias. */
export const existingEntry = (keys: Keys, context: Management): Promise<KeystoreEntry> => entryIn('system', keys, context)

/** Throws `not-found` with the alias. */
export async function entryIn(keystore: KeystoreName, keys: Keys, { store }: Management): Promise<KeystoreEntry> {
  const alias = aliasIn(keys)
  const entry = await store.keystore.find(alias, keystore)
  if (entry === undefined) throw aliasNotFound(alias)
  return entry
}

export const aliasNotFound = (alias: string): SluiceError => new SluiceError('not-found', `Alias '${alias}' not found in the keystore`)

export const aliasTaken = (alias: string): SluiceError => badRequest(`Keystore entry with alias "${alias}" already exists`)

/** What an upload brings. */
export type NewEntry = Pick<KeystoreEntry, 'alias' | 'type' | 'chain' | 'privateKey'>

/** Adds an entry, or replaces the one of that alias with `update=true`. Throws `bad-request` when it is there or not against that. */
export async function putEntry(entry: NewEntry, custom: QueryParameters, context: Management): Promise<Reply<never>> {
  const { keystore } = context.store
  const { user, now } = stampOf(context)
  const current = await keystore.find(entry.alias)
  requireRoom([...(await keystore.list()).filter(({ alias }) => alias !== entry.alias), entry])
  if (isSet(custom, 'update')) {
    if (current === undefined) throw badRequest(`Keystore entry with alias "${entry.alias}" does not exist`)
    const next = { ...current, ...entry, modifiedBy: user, modifiedAt: now }
    await (isReserved(entry.alias) ? keystore.activate(next) : keystore.update(next))
  } else {
    if (current !== undefined) throw aliasTaken(entry.alias)
    await keystore.create({ ...entry, createdBy: user, createdAt: now, modifiedBy: user, modifiedAt: now })
  }
  return { ...(await changedKeystore(custom, context)), made: { Alias: entry.alias } }
}

const systemEntries = async (context: Management): Promise<EntryRow[]> =>
  (await context.store.keystore.list()).map((entry) => rowOf(entry, context))

/** All entries when the caller asked for them, nothing otherwise. */
export async function changedKeystore(custom: QueryParameters, context: Management): Promise<Reply<never>> {
  if (!isSet(custom, 'returnKeystoreEntries')) return { status: 204 }
  return { status: 200, collection: { set: 'KeystoreEntries', rows: await systemEntries(context) } }
}

/** DER as the store keeps it. */
export const storedChain = (certificates: readonly Uint8Array[]): string[] => certificates.map((der) => Buffer.from(der).toString('base64'))
