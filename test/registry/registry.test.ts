import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, test } from 'vitest'
import { ADAPTERS } from '../../src/adapters/index.ts'
import { compile } from '../../src/engine/compile.ts'
import { definePolling } from '../../src/engine/define-adapter.ts'
import { Registry } from '../../src/engine/registry.ts'
import type { CompiledSchema, CompiledScript, CompiledStylesheet, ScriptSource, XmlSource } from '../../src/engine/services.ts'
import { readArtifact } from '../../src/iflow/artifact.ts'
import { readFolder } from '../../src/iflow/folder.ts'
import type { Channel, FlowNode, IflowArtifact } from '../../src/iflow/model.ts'
import { offlineServices } from '../../src/runtime/check.ts'
import { STEPS } from '../../src/steps/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const registry = new Registry(STEPS, ADAPTERS)
const definitions = [...STEPS, ...ADAPTERS]

/** A capital, no full stop before the last one, no line break. */
const ONE_SENTENCE = /^[A-Z][^\n]*?[^.\n]\.$/

describe('every definition', () => {
  it.each(definitions.map((definition) => [definition.label, definition] as const))('%s explains itself', (_, { doc, fields }) => {
    expect(doc).toMatch(ONE_SENTENCE)
    expect(doc.slice(0, -1)).not.toContain('. ')
    for (const { key, doc } of Object.values(fields)) expect(doc, key).toMatch(/^[A-Z$].{3,}/)
  })

  it.each(definitions.map((definition) => [definition.label, definition] as const))('%s has one field per property', (_, { fields }) => {
    const keys = Object.values(fields).map(({ key }) => key)
    expect(keys).toEqual([...new Set(keys)])
  })

  test('no two have the same name', () => {
    const labels = definitions.map(({ label }) => label)
    expect(labels).toEqual([...new Set(labels)])
  })
})

test('two definitions of one element collide', () => {
  expect(() => new Registry([...STEPS, STEPS[0]!], ADAPTERS)).toThrow(`Two definitions for ${STEPS[0]!.activity}/`)
  expect(() => new Registry(STEPS, [...ADAPTERS, ADAPTERS[0]!])).toThrow(`Two definitions for ${ADAPTERS[0]!.adapter}/`)
})

describe.each(['steps', 'adapters'])('the files of src/%s', (folder) => {
  const path = join(root, 'src', folder)
  const listed = importsOf(join(path, 'index.ts'))
  const files = readdirSync(path).filter((name) => name.endsWith('.ts') && !/(^index|\.test|\.fixture)\.ts$/.test(name))

  test('are all in the index', () => {
    expect(listed).toEqual(files.sort())
  })

  it.each(files)('%s is tested by a file beside it', (file) => {
    const tests = readdirSync(path).filter((name) => name.endsWith('.test.ts'))
    expect(tests.filter((name) => importsOf(join(path, name)).includes(file))).not.toEqual([])
  })
})

describe('the fixture that uses every construct', async () => {
  const artifact = readArtifact(await readFolder(join(root, 'test/registry/fixtures/every-construct'))) as IflowArtifact

  test('has every step', () => {
    const used = new Set(nodesOf(artifact).map((node) => registry.step(node)))
    expect(STEPS.filter((step) => !used.has(step)).map(({ label }) => label)).toEqual([])
  })

  test('has every adapter', () => {
    const used = new Set(artifact.model.channels.map((channel: Channel) => registry.adapter(channel)))
    expect(ADAPTERS.filter((adapter) => !used.has(adapter)).map(({ label }) => label)).toEqual([])
  })

  test('compiles without a problem', async () => {
    const services = offlineServices(() => anyScript)
    const withPolling = new Registry(STEPS, [...ADAPTERS, polling])
    const { plan, problems } = await compile(artifact, { registry: withPolling, services, companion: () => undefined })
    expect(problems).toEqual([])
    expect(plan?.entries.map(({ trigger, sender }) => [trigger.kind, sender])).toEqual([
      ['http', 'Shop'],
      ['schedule', ''],
      ['process-direct', 'Archive'],
      ['poll', 'Waiting orders'],
      ['poll', ''],
    ])
  })
})

/** Files of the same folder that a source file imports, sorted. */
function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/from '\.\/([^'/]+\.ts)'/g)].map((match) => match[1]!).sort()
}

function nodesOf({ model }: IflowArtifact): FlowNode[] {
  return [...model.processes.values()].flatMap(({ nodes, exceptionSubprocess }) => [
    ...nodes.values(),
    ...(exceptionSubprocess?.nodes.values() ?? []),
  ])
}

/** What Poll Enrich asks here: each adapter that can be polled is tested with a system of its own. */
const polling = definePolling({ adapter: 'PollingStandIn', label: 'Stand-in', doc: '', fields: {}, compile: () => async () => undefined })

/** A script host that knows one function in whatever it is given: scripts themselves are tested with the real one. */
const anyScript = {
  unavailable: () => undefined,
  compile: async (_: ScriptSource): Promise<CompiledScript> => ({
    functions: new Set(['processData']),
    run: async () => undefined,
    mappingFunction: async () => ({ takesContexts: false, outputs: 0, call: async () => [] }),
  }),
  compileStylesheet: async (_: XmlSource): Promise<CompiledStylesheet> => ({ transform: async () => undefined }),
  compileSchema: async (_: XmlSource): Promise<CompiledSchema> => ({ validate: async () => undefined }),
}
