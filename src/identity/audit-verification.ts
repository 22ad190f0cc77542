import { type AuditEntry, type AuditExtent, type AuditLogStore, type Seal, sealedExtent, sealedText } from '../store/audit-log.ts'
import { problemOfBeginning } from './audit-beginning.ts'

export type AuditVerdict =
  | { readonly intact: true; readonly first: number; readonly last: number }
  /** `sequence` is the first entry that is wrong or missing. */
  | { readonly intact: false; readonly sequence: number; readonly problem: string }

/** Entries that are read at a time. */
const PAGE = 1000

/**
 * Follows the chain of seals from the oldest entry to the newest, and from the beginning of all while retention has left it. What it
 * cannot see: that the log with the record of its extent was put back to an earlier state.
 */
export async function verifyAuditLog(store: AuditLogStore, seal: Seal): Promise<AuditVerdict> {
  for (;;) {
    const extent = await store.extent()
    const verdict = extent === undefined ? await verifyEmpty(store) : await verifyChain(store, extent, seal)
    // Retention may have taken away what was to be read next.
    if (verdict.intact || (await store.extent())?.first === extent?.first) return verdict
  }
}

/** Every log has a beginning. */
async function verifyEmpty(store: AuditLogStore): Promise<AuditVerdict> {
  const isThere = (await store.count()) > 0
  const problem = isThere ? 'The record of where the log begins and ends is missing.' : 'The log is gone, its beginning included.'
  return { intact: false, sequence: 1, problem }
}

async function verifyChain(store: AuditLogStore, extent: AuditExtent, seal: Seal): Promise<AuditVerdict> {
  const { first, last, lastSeal } = extent
  if (seal(sealedExtent(extent)) !== extent.seal) {
    return { intact: false, sequence: first, problem: 'The record of where the log begins and ends was changed.' }
  }
  let expected = first
  let previous: string | undefined
  for await (const entry of entriesUpTo(store, last)) {
    const problem = problemOf(entry, { expected, previous }, seal)
    if (problem !== undefined) return { intact: false, sequence: Math.min(expected, entry.sequence), problem }
    previous = entry.seal
    expected++
  }
  if (expected <= last)
    return { intact: false, sequence: expected, problem: `The newest entries are missing, from ${expected} to ${last}.` }
  if (first <= last && previous !== lastSeal) return { intact: false, sequence: last, problem: `Entry ${last} was changed.` }
  return (await strangerAfter(store, last)) ?? { intact: true, first, last }
}

/** What was written meanwhile moved the end with it. */
async function strangerAfter(store: AuditLogStore, last: number): Promise<AuditVerdict | undefined> {
  const [next] = await store.query({ where: { op: 'gt', field: 'sequence', value: last }, limit: 1 })
  if (next === undefined || ((await store.extent())?.last ?? 0) >= next.sequence) return undefined
  return { intact: false, sequence: next.sequence, problem: added(next) }
}

const added = ({ sequence }: AuditEntry): string => `Entry ${sequence} was added from outside.`

function problemOf(entry: AuditEntry, at: { expected: number; previous: string | undefined }, seal: Seal): string | undefined {
  const { expected, previous } = at
  if (entry.sequence < expected) return added(entry)
  if (entry.sequence > expected) return `Entry ${expected} is missing.`
  const fits = previous === undefined || entry.previous === previous
  if (!fits || seal(sealedText(entry, entry)) !== entry.seal) return `Entry ${expected} was changed.`
  return expected === 1 ? problemOfBeginning(entry) : undefined
}

async function* entriesUpTo(store: AuditLogStore, last: number): AsyncGenerator<AuditEntry> {
  const orderBy = [{ field: 'sequence', descending: false }] as const
  let after = Number.MIN_SAFE_INTEGER
  for (;;) {
    const conditions = [
      { op: 'gt', field: 'sequence', value: after },
      { op: 'le', field: 'sequence', value: last },
    ] as const
    const page = await store.query({ where: { op: 'and', conditions }, orderBy, limit: PAGE })
    yield* page
    const newest = page.at(-1)
    if (newest === undefined || page.length < PAGE) return
    after = newest.sequence
  }
}
