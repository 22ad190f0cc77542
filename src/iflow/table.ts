import { parseXmlDocument } from 'slimdom'
import { SluiceError } from '../kernel/errors.ts'

/** A row of a table value: cells by their `id`, or by position (`'0'`, `'1'`, …) when the file gives no ids. */
export type Row = Readonly<Record<string, string>>

/** A cell by its id, or by its position in files that give no ids; `''` when it is missing. */
export const cellOf = (row: Row, id: string, position: number): string => row[id] ?? row[position] ?? ''

/**
 * Reads a table property (`<row><cell id='Name'>x</cell>…</row>…`), the form of header tables, schedules and namespace
 * mappings (format document §2). Cells come in any order and can be missing. Throws `deploy-failed`.
 *
 * @example parseTable("<row><cell>a</cell><cell>1</cell></row>") // [{ '0': 'a', '1': '1' }]
 */
export function parseTable(raw: string): readonly Row[] {
  if (raw.trim() === '') return []
  try {
    const root = parseXmlDocument(`<table>${raw}</table>`).documentElement
    return (root?.children ?? []).map((row) =>
      Object.fromEntries(row.children.map((cell, index) => [cell.getAttribute('id') ?? String(index), cell.textContent ?? ''])),
    )
  } catch (cause) {
    throw new SluiceError('deploy-failed', 'The table value is not well-formed', { cause })
  }
}
