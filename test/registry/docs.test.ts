import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { ABSENCES, reasonOf } from '../../scripts/docs/absences.ts'
import { PAGES, stalePages } from '../../scripts/docs/reference.ts'
import { ENTITY_SETS, FUNCTION_IMPORTS } from '../../src/api/index.ts'
import { KNOWN_NAMES } from '../../src/api/known-names.ts'

const docs = fileURLToPath(new URL('../../docs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'sluice-docs-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('generated pages say what the declarations say; npm run docs mends them', () => {
  expect(stalePages(docs)).toEqual([])
})

test('the reference holds generated pages only', () => {
  const reference = readdirSync(join(docs, 'reference')).map((name) => `reference/${name}`)
  expect(reference.sort()).toEqual(
    Object.keys(PAGES)
      .filter((name) => name.startsWith('reference/'))
      .sort(),
  )
})

test('no entity set and no function is both offered and absent, and every absence has a reason', () => {
  const offered = [...ENTITY_SETS, ...FUNCTION_IMPORTS].map(({ name }) => name)
  expect(KNOWN_NAMES.filter((name) => offered.includes(name))).toEqual([])
  const given = KNOWN_NAMES.map(reasonOf)
  const reasonsWithoutNames = ABSENCES.map(({ reason }) => reason).filter((reason) => !given.includes(reason))
  expect(reasonsWithoutNames).toEqual([])
  expect(() => reasonOf('Colours')).toThrow('Colours is answered with 501 for 0 reasons')
})

test('pages are the same every time', () => {
  for (const make of Object.values(PAGES)) expect(make()).toBe(make())
})

test('a missing page and a changed one are stale', () => {
  const [missing, changed, ...same] = Object.keys(PAGES) as [string, string, ...string[]]
  mkdirSync(join(folder, 'reference'))
  for (const name of [changed, ...same]) writeFileSync(join(folder, name), PAGES[name]!())
  writeFileSync(join(folder, changed), `${PAGES[changed]!()}\nby hand\n`)
  expect(stalePages(folder)).toEqual([missing, changed])
})

test.each(Object.entries(PAGES))('%s has no empty text and no broken table', (_, make) => {
  const text = make()
  expect(text).not.toMatch(/\bundefined\b|\[object |\bNaN\b/)
  for (const block of text.split('\n\n')) {
    const lines = block.split('\n').filter((line) => line.startsWith('| '))
    expect(new Set(lines.map((line) => line.split(/(?<!\\)\|/).length)).size).toBeLessThan(2)
  }
})
