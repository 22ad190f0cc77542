import type { Properties } from '../iflow/model.ts'
import { parseTable, type Row } from '../iflow/table.ts'
import { SluiceError } from '../kernel/errors.ts'

/**
 * A typed configuration field of a step or adapter. From this one declaration come validation, documentation, the cockpit's
 * property panel and `sluice check`.
 */
export interface Field<T> {
  /** Property key in the `.iflw` file. */
  readonly key: string
  readonly kind: 'text' | 'flag' | 'integer' | 'choice' | 'table'
  readonly doc: string
  readonly default: T
  readonly choices?: readonly string[]
  parse(raw: string): T
}

export type Fields = Record<string, Field<unknown>>

export type Config<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

export const text = (key: string, doc: string, fallback = ''): Field<string> => ({
  key,
  kind: 'text',
  doc,
  default: fallback,
  parse: (raw) => raw,
})

/** `true`, `1` and `false`, `0`, in any case. */
export const flag = (key: string, doc: string, fallback: boolean): Field<boolean> => ({
  key,
  kind: 'flag',
  doc,
  default: fallback,
  parse(raw) {
    const value = raw.trim().toLowerCase()
    if (value === 'true' || value === '1') return true
    if (value === 'false' || value === '0') return false
    throw new SluiceError('deploy-failed', `${key} must be true or false, not '${raw}'`)
  },
})

export const integer = (key: string, doc: string, fallback: number): Field<number> => ({
  key,
  kind: 'integer',
  doc,
  default: fallback,
  parse(raw) {
    const value = Number(raw.trim())
    if (!Number.isSafeInteger(value)) throw new SluiceError('deploy-failed', `${key} must be a whole number, not '${raw}'`)
    return value
  },
})

export const choice = <const C extends readonly string[]>(key: string, doc: string, choices: C, fallback: C[number]): Field<C[number]> => ({
  key,
  kind: 'choice',
  doc,
  default: fallback,
  choices,
  parse(raw) {
    if (!choices.includes(raw)) throw new SluiceError('deploy-failed', `${key} must be one of ${choices.join(', ')}, not '${raw}'`)
    return raw
  },
})

export const table = (key: string, doc: string): Field<readonly Row[]> => ({ key, kind: 'table', doc, default: [], parse: parseTable })

/** Reads every field from the element's properties; an absent or empty property yields the default. */
export function readConfig<F extends Fields>(fields: F, properties: Properties): Config<F> {
  const entries = Object.entries(fields).map(([name, field]) => {
    const raw = properties.get(field.key)
    return [name, raw === undefined || raw === '' ? field.default : field.parse(raw)]
  })
  return Object.fromEntries(entries) as Config<F>
}
