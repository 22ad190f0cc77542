import { choice, type Field } from '../../engine/fields.ts'

/** A choice whose value stands in the file in any case: versions of the product write `dynamic` and `Dynamic`. */
export function option<const C extends readonly string[]>(key: string, doc: string, choices: C, fallback: C[number]): Field<C[number]> {
  const exact = choice(key, doc, choices, fallback)
  const spelt = (raw: string) => choices.find((name) => name.toLowerCase() === raw.trim().toLowerCase()) ?? raw
  return { ...exact, parse: (raw) => exact.parse(spelt(raw)) }
}
