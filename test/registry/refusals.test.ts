import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { CAUSES } from '../../src/identity/refusals.ts'

const src = fileURLToPath(new URL('../../src', import.meta.url))

/** Every source file of the product by its path below `src`. */
const SOURCES = new Map(
  readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !/\.(?:test|fixture|contract)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(src, path), readFileSync(path, 'utf8')]),
)

/** Where requests are answered. The CLI and the adapters call others. */
const EDGES = /^(?:http|identity|runtime|api|odata|platform|demo|tenant)\/|^[^/]+$/

const within = (pattern: RegExp) => [...SOURCES].filter(([path]) => pattern.test(path))

const finding = (what: RegExp, where: RegExp): string[] =>
  within(where)
    .filter(([, source]) => what.test(source))
    .map(([path]) => path)
    .sort()

describe('causes', () => {
  const thrown = within(/^(?!identity\/causes\/)/)
    .map(([, source]) => source)
    .join('\n')

  test.each(Object.keys(CAUSES))('%s is the cause of something', (cause) => {
    expect(thrown).toContain(`'${cause}'`)
  })

  test('every one that is thrown by name is in the table', () => {
    const named = [...thrown.matchAll(/new Refusal\(\s*'([^']+)'/g)].map(([, cause]) => cause!)
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter((cause) => !Object.hasOwn(CAUSES, cause))).toEqual([])
  })
})

describe('nothing is denied without a cause', () => {
  test('who is not known or may not is told so by a refusal', () => {
    const denying = /new SluiceError\(\s*'(?:unauthorized|forbidden|too-many-requests)'/
    // The catalogue of the demo is read-only and open to everybody: there is no call that this could refuse.
    expect(finding(denying, EDGES)).toEqual(['demo/catalogue.ts'])
  })

  test('errors about method, size and media type come from where an edge turns them into refusals', () => {
    const denying = /new SluiceError\(\s*'(?:method-not-allowed|too-large|unsupported-media-type)'/
    // The protocol library reports its own and those of entity sets to `onRefusal`, every API on the REST handler keeps them itself.
    const reported = /^(?:odata|api|platform\/rest)\//
    expect(finding(denying, EDGES).filter((path) => !reported.test(path))).toEqual([])
  })

  test('no answer has a denying status but that of a refusal', () => {
    const denying = /status: (?:401|403|405|413|415|429)\b/
    expect(finding(denying, EDGES)).toEqual([
      // The wire statuses of refusals that a dialect or an edge words itself.
      ...['identity/dialects/cloud-foundry.ts', 'identity/refusal-wire.ts', 'platform/cf/cloud-foundry-error.ts'],
    ])
  })
})
