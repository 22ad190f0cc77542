import { describe, expect, test } from 'vitest'
import type { StepContext } from '../engine/define-step.ts'
import { readConfig } from '../engine/fields.ts'
import type { Resources } from '../iflow/model.ts'
import { artifactOf, constant, MAPPING_PATH, outline, services, source } from '../languages/message-mapping/fixtures/mapping-bench.ts'
import step from './message-mapping.ts'
import { contextOf, exchangeOf } from './step.fixture.ts'

const files = (value: string): Resources =>
  artifactOf({ target: outline('Out ?\n  A ?'), targets: { '/Out/A': value === '' ? source('/In/A') : constant(value) } })

const LOCAL = { mappinguri: `dir://mmap/src/main/resources/${MAPPING_PATH}`, mappingReference: 'static' }

/** Compiles the step in a flow with these files and companions. */
async function compile(properties: Record<string, string>, resources: Resources = new Map(), companions: Record<string, Resources> = {}) {
  const context = contextOf(step, properties)
  const flow = { ...context.flow, resources, services: services(), companion: (id: string) => companions[id] }
  return step.compile(readConfig(step.fields, context.node.properties), { ...context, flow } as StepContext)
}

const mapped = async (run: Awaited<ReturnType<typeof compile>>, properties: Record<string, unknown> = {}) => {
  const exchange = exchangeOf({ body: '<In><A>a</A></In>', properties })
  await run(exchange)
  return exchange.body.asText().replace(/^<\?.*?\?>/, '')
}

describe('Message Mapping', () => {
  test('maps with the file of the flow', async () => expect(await mapped(await compile(LOCAL, files('')))).toBe('<Out><A>a</A></Out>'))

  test('finds the file of a flow that has no mappinguri', async () => {
    const path = `src/main/resources/${MAPPING_PATH.replace('.mmap', '')}`
    expect(await mapped(await compile({ mappingpath: path }, files('')))).toBe('<Out><A>a</A></Out>')
  })

  test('maps with a mapping artifact, whatever the tenant named its file', async () => {
    const properties = { ...LOCAL, mappinguri: 'dir://mmap/src/main/resources/mapping/Other.mmap', messageMappingBundleId: 'MM' }
    expect(await mapped(await compile(properties, new Map(), { MM: files('m') }))).toBe('<Out><A>m</A></Out>')
  })

  test('maps with the artifact that the message names, compiled anew when it changes', async () => {
    const companions: Record<string, Resources> = { MM_1: files('one'), MM_2: files('two') }
    const run = await compile({ mappingReference: 'dynamic', mappingSourceValue: '${property.mapping}' }, new Map(), companions)
    expect(await mapped(run, { mapping: 'ref:MM_1' })).toBe('<Out><A>one</A></Out>')
    expect(await mapped(run, { mapping: ' ref:MM_2 ' })).toBe('<Out><A>two</A></Out>')
    companions.MM_1 = files('three')
    expect(await mapped(run, { mapping: 'ref:MM_1' })).toBe('<Out><A>three</A></Out>')
    await expect(mapped(run, { mapping: 'ref:MM_9' })).rejects.toThrow(
      'The message mapping MM_9, which ${property.mapping} names, is not deployed',
    )
    await expect(mapped(run, { mapping: 'MM_1' })).rejects.toThrow(
      "${property.mapping} must name a message mapping as ref:<id>, not 'MM_1'",
    )
  })

  test.each<[string, Record<string, string>, string]>([
    ['a step without a mapping', {}, 'No mapping is assigned'],
    ['a missing file', LOCAL, 'The mapping mapping/Order.mmap is missing'],
    ['a missing artifact', { ...LOCAL, messageMappingBundleId: 'MM' }, 'The message mapping MM is not deployed'],
    [
      'an operation mapping',
      { mappinguri: 'dir://opmap/a.opmap' },
      "'dir://opmap/a.opmap' is no message mapping: its name must end with .mmap",
    ],
    [
      'an artifact of the Partner Directory',
      { mappingReference: 'dynamic', mappingSourceValue: 'P1:map' },
      "A dynamic mapping reference must be a header or property, not 'P1:map'",
    ],
  ])('%s is refused', async (_, properties, text) => await expect(compile(properties)).rejects.toThrow(text))
})
