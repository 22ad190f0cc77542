import { int64, type Properties, text } from '../../odata/edm.ts'
import type { Question } from '../../odata/entity-set.ts'
import { badRequest } from '../../odata/failure.ts'
import type { ProcessingMark } from '../../store/processing-marks.ts'
import { fromHex, toHex } from '../hex-key.ts'
import type { Management } from '../management-set.ts'
import { ReportedFailure } from '../reported-failure.ts'

export const sourceAndEntry: Properties<ProcessingMark> = {
  HexSource: text((mark) => toHex(mark.source)),
  HexEntry: text((mark) => toHex(mark.entry)),
  Source: text((mark) => mark.source),
  Entry: text((mark) => mark.entry),
  Component: text((mark) => mark.component),
}

export const lifetime: Properties<ProcessingMark> = {
  CreationTime: int64((mark) => mark.createdAt),
  ExpirationTime: int64((mark) => mark.expiresAt),
}

/** Entries with the id that the parameter `id` names. Throws `bad-request` without it. */
export async function findById({ custom }: Question, { store, clock }: Management) {
  const id = custom.get('id')?.replace(/^'(.*)'$/, '$1')
  if (id === undefined || id === '') throw badRequest("The parameter 'id' must name an entry of the idempotent repository.")
  const rows = await store.processingMarks.list('idempotent', clock.now(), id)
  return { rows, count: rows.length }
}

/** A part of a key in hex. Throws 500 with the text of the real service when it is none. */
export function unhex(hex: unknown, doing: 'reading' | 'deletion of'): string {
  const text = fromHex(String(hex))
  const an = doing === 'reading' ? 'reading an' : 'deletion of an'
  if (text === undefined) throw new ReportedFailure(`Problem during ${an} idempotent repository entry with source null and entry null`)
  return text
}

/** Marks of one source and entry, whoever set them. */
export async function marksOf(source: string, entry: string, { store, clock }: Management): Promise<ProcessingMark[]> {
  return (await store.processingMarks.list('idempotent', clock.now(), entry)).filter((mark) => mark.source === source)
}
