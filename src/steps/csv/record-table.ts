import type { Element } from 'slimdom'
import { csvLine } from '../../languages/csv/csv.ts'
import { children } from '../../languages/message-mapping/elements.ts'

/** One value of a record with the name of its element or attribute. */
interface Field {
  readonly name: string
  readonly value: string
}

/**
 * Records as lines of one table. The columns are the names of all records in the order in which they first occur; a name that
 * a record repeats has a column for each occurrence.
 */
export class RecordTable {
  readonly #columns = new Map<string, string>()
  readonly #rows: ReadonlyMap<string, string>[]

  constructor(records: readonly (readonly Field[])[]) {
    this.#rows = records.map((fields) => this.#row(fields))
  }

  /** Names of the columns. */
  get header(): readonly string[] {
    return [...this.#columns.values()]
  }

  /** Each line with its end. */
  lines(separator: string): string {
    const keys = [...this.#columns.keys()]
    return this.#rows
      .map(
        (row) =>
          `${csvLine(
            keys.map((key) => row.get(key) ?? ''),
            separator,
          )}\n`,
      )
      .join('')
  }

  #row(fields: readonly Field[]): ReadonlyMap<string, string> {
    const occurrences = new Map<string, number>()
    const row = new Map<string, string>()
    for (const { name, value } of fields) {
      const occurrence = (occurrences.get(name) ?? 0) + 1
      occurrences.set(name, occurrence)
      const key = `${name} ${occurrence}`
      this.#columns.set(key, name)
      row.set(key, value)
    }
    return row
  }
}

/** The attributes of an element when they are wanted, then the elements in it that hold text, at any depth. */
export function fieldsOf(record: Element, withAttributes: boolean): Field[] {
  return [...(withAttributes ? attributesOf(record) : []), ...children(record).flatMap((child) => leaves(child, withAttributes))]
}

/** The same without elements that hold others: those of a parent are records themselves. */
export function simpleFieldsOf(parent: Element, withAttributes: boolean): Field[] {
  const simple = children(parent).filter((child) => children(child).length === 0)
  return [...(withAttributes ? attributesOf(parent) : []), ...simple.flatMap((child) => leaves(child, withAttributes))]
}

function leaves(element: Element, withAttributes: boolean): Field[] {
  const inner = children(element)
  const own = withAttributes ? attributesOf(element) : []
  if (inner.length > 0) return [...own, ...inner.flatMap((child) => leaves(child, withAttributes))]
  return [...own, { name: element.localName, value: element.textContent ?? '' }]
}

const attributesOf = (element: Element): Field[] =>
  element.attributes
    .filter(({ name, prefix }) => name !== 'xmlns' && prefix !== 'xmlns')
    .map(({ localName, value }) => ({ name: localName, value }))
