import type { Field } from '../../engine/fields.ts'
import { SluiceError } from '../../kernel/errors.ts'

/** A choice whose value stands in the file in any case: versions of the product write `dynamic` and `Dynamic`. */
export const option = <const C extends readonly string[]>(key: string, doc: string, choices: C, fallback: C[number]): Field<C[number]> => ({
  key,
  kind: 'choice',
  doc,
  default: fallback,
  choices,
  parse(raw) {
    const found = choices.find((choice) => choice.toLowerCase() === raw.trim().toLowerCase())
    if (found === undefined) throw new SluiceError('deploy-failed', `${key} must be one of ${choices.join(', ')}, not '${raw}'`)
    return found
  },
})
