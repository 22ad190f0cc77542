import type { KeystoreEntry } from '../../store/keystore.ts'
import { type Management, stampOf } from '../management-set.ts'
import { isReserved, type NewEntry, storedChain } from './keystore-entry.ts'
import type { KeystoreFileEntry } from './keystore-file.ts'
import { orderedChain } from './trust.ts'

/** What happens to entries that are there: all go, none is replaced, or those of the same alias are replaced. */
export type ImportOption = 'replace' | 'merge' | 'overwrite'

/** An entry with the word for what an import did to it, as `changed`. */
export interface ImportedEntry {
  readonly entry: KeystoreEntry
  readonly status: string
}

/** What an import comes to. Nothing is written yet. */
export interface ImportPlan {
  readonly put: readonly KeystoreEntry[]
  readonly remove: readonly string[]
  /** Every entry that is there afterwards, that goes or that was left out, by alias. */
  readonly outcome: readonly ImportedEntry[]
  /** Those of them that were left out. */
  readonly refused: readonly ImportedEntry[]
}

/** Puts incoming entries against those that are there. Entries of SAP stay as they are. */
export function planImport(current: readonly KeystoreEntry[], incoming: readonly KeystoreEntry[], option: ImportOption): ImportPlan {
  const byAlias = new Map(current.map((entry) => [entry.alias, entry]))
  const judged = incoming.map((entry) => ({ entry, status: statusOf(entry, byAlias.get(entry.alias), option) }))
  const refused = judged.filter(({ status }) => status.startsWith('notImported'))
  const accepted = judged.filter(({ status }) => !status.startsWith('notImported'))
  const taken = new Set(accepted.map(({ entry }) => entry.alias))
  const others = current.filter(({ alias }) => !taken.has(alias))
  const gone = option === 'replace' ? others.filter(({ alias }) => !isReserved(alias)) : []
  const untouched = accepted
    .filter(({ status }) => status === 'unchanged')
    .map(({ entry }) => ({ entry: byAlias.get(entry.alias)!, status: 'unchanged' }))
  const written = accepted.filter(({ status }) => status !== 'unchanged')
  const kept = others.filter((entry) => !gone.includes(entry)).map((entry) => ({ entry, status: 'unchanged' }))
  const outcome = [...untouched, ...written, ...kept, ...gone.map((entry) => ({ entry, status: 'removed' })), ...refused]
  return {
    put: written.map(({ entry }) => entry),
    remove: gone.map(({ alias }) => alias),
    outcome: outcome.sort((a, b) => (a.entry.alias < b.entry.alias ? -1 : 1)),
    refused,
  }
}

function statusOf(entry: KeystoreEntry, current: KeystoreEntry | undefined, option: ImportOption): string {
  if (isReserved(entry.alias)) return "notImported: The alias is not allowed. Aliases starting with 'sap_' are reserved for SAP."
  if (current === undefined) return 'new'
  if (option === 'merge') return 'notImported: An entry with the same alias already exists'
  return isSame(entry, current) ? 'unchanged' : 'changed'
}

/** The public key in the certificate stands for the private one. */
const isSame = (a: KeystoreEntry, b: KeystoreEntry): boolean => a.type === b.type && a.chain.join() === b.chain.join()

/** The entries of a file as the store keeps them. */
export function storedEntries(entries: readonly KeystoreFileEntry[], context: Management): KeystoreEntry[] {
  const { user, now } = stampOf(context)
  const stamp = { createdBy: user, createdAt: now, modifiedBy: user, modifiedAt: now }
  return entries.map((entry) => ({ ...storedEntry(entry, context), ...stamp }))
}

/** Throws `bad-request` for a key pair whose certificates do not fit. */
function storedEntry({ alias, certificates, privateKey }: KeystoreFileEntry, { vault }: Management): NewEntry {
  if (privateKey === undefined) return { alias, type: 'certificate', chain: storedChain(certificates), privateKey: null }
  const chain = orderedChain(certificates, (certificate) => certificate.checkPrivateKey(privateKey))
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { alias, type: 'key-pair', chain: storedChain(chain), privateKey: vault.encrypt(pem) }
}
