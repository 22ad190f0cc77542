import type { Field, Fields } from '../../src/engine/fields.ts'
import { code, codes, prose, sentence, table } from './markdown.ts'

/** The configuration fields of a step or adapter. */
export function fieldTable(fields: Fields): string {
  const rows = Object.values(fields).map((field) => [code(field.key), kindOf(field), defaultOf(field), prose(sentence(field.doc))])
  return rows.length === 0 ? 'It has no fields.' : table(['Property', 'Kind', 'Default', 'Meaning'], rows)
}

const kindOf = ({ kind, choices }: Field<unknown>): string => (choices === undefined ? kind : `${kind} of ${codes(choices)}`)

function defaultOf({ default: fallback }: Field<unknown>): string {
  return fallback === '' || (Array.isArray(fallback) && fallback.length === 0) ? 'empty' : code(String(fallback))
}
