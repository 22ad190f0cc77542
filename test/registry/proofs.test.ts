import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const testsOf = (folder: string): string => {
  const path = fileURLToPath(new URL(`../${folder}`, import.meta.url))
  return readdirSync(path)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(path, name), 'utf8'))
    .join('\n')
}

const range = (letter: string, first: number, last: number, digits = 2): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => letter + String(first + index).padStart(digits, '0'))

/** The ids of the standards checklist and of the request forms (contract oauth.md §1.2, §4). */
const WIRE = [
  ...range('F', 1, 10, 1),
  ...range('T', 1, 23),
  ...range('A', 1, 6),
  ...range('A', 10, 12),
  ...range('A', 20, 26),
  ...range('R', 1, 12),
  ...range('K', 1, 12),
  ...range('K', 20, 22),
  ...range('I', 1, 7),
  ...range('I', 10, 15),
]

/** The list of attacks (contract oauth.md §4.12). */
const ATTACKS = [
  ...range('X', 1, 17),
  ...range('X', 20, 28),
  ...range('X', 30, 34),
  ...range('X', 40, 48),
  ...range('X', 50, 50),
  ...range('X', 60, 61),
  ...range('X', 63, 66),
  ...range('X', 70, 76),
]

/** At the beginning of a name, alone or after other ids: `test('T06 T11 …'`, `['R04 …', …]`, or after the name of a parameter. */
const named = (sources: string, id: string): boolean => new RegExp(`['\`](?:%s(?:, %s)?: |%s )?(?:[A-Z]\\d{1,2} )*${id} `).test(sources)

describe('every id of the contract is the name of a test', () => {
  const wire = testsOf('wire')
  test.each(WIRE)('%s on the wire', (id) => {
    expect(named(wire, id)).toBe(true)
  })

  const attacks = testsOf('attacks')
  test.each(ATTACKS)('%s among the attacks', (id) => {
    expect(named(attacks, id)).toBe(true)
  })

  test('X62 under load', () => {
    expect(named(wire, 'X62')).toBe(true)
  })
})
