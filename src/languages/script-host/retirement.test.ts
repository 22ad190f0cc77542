import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { files, testHost } from './fixtures/script-bench.ts'

const RETIRING = fileURLToPath(new URL('fixtures/retiring-java.js', import.meta.url))

test('a process that retires between two requests of one compilation finishes it, and ends then', async () => {
  const host = await testHost({ java: RETIRING })
  const { process: retiring } = host.running()
  const siblings = files({ 'script/one.groovy': 'text' })
  const compiled = await host.compile({ language: 'groovy', name: 'one.groovy', source: 'text', siblings })
  expect(compiled.functions).toEqual(new Set(['processData']))
  await retiring.ended
})
