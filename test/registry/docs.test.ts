import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { PAGES, stalePages } from '../../scripts/docs/reference.ts'

const reference = fileURLToPath(new URL('../../docs/reference', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'sluice-docs-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the reference says what the declarations say; npm run docs mends it', () => {
  expect(stalePages(reference)).toEqual([])
})

test('the folder holds generated pages only', () => {
  expect(readdirSync(reference).sort()).toEqual(Object.keys(PAGES).sort())
})

test('pages are the same every time', () => {
  for (const make of Object.values(PAGES)) expect(make()).toBe(make())
})

test('a missing page and a changed one are stale', () => {
  const [missing, changed, ...same] = Object.keys(PAGES) as [string, string, ...string[]]
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
