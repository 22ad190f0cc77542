import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readTestFile } from '../../src/flow-tests/format/read-test-file.ts'
import { useBench } from './bench.ts'

const bench = useBench()
const pathOf = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url))

test('the example passes', async () => {
  const finished = await bench.cli('test', pathOf('examples'))
  expect(finished).toMatchObject({ code: 0, err: '', out: expect.stringContaining('3 passed') })
})

test('what the guide shows can be read', () => {
  const blocks = [...readFileSync(pathOf('docs/flow-tests.md'), 'utf8').matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text)
  const files = blocks.filter((text) => text.includes('tests:'))
  expect(files).toHaveLength(2)
  for (const text of files) expect(readTestFile(text, 'docs/flow-tests.md').content.tests.length).toBeGreaterThan(0)
})
