import { beforeEach, describe, expect, test } from 'vitest'
import { content, type FlowSketch, flowFiles, https } from '../../../test/support/flow.ts'
import { ADAPTERS } from '../../adapters/index.ts'
import { FlowTests } from '../../flow-tests/flow-tests.ts'
import { writeArchive } from '../../iflow/archive.ts'
import { ManualClock } from '../../kernel/clock.ts'
import { silentLogger } from '../../kernel/logger.ts'
import { JvmScriptHost } from '../../languages/script-host/jvm-script-host.ts'
import { STEPS } from '../../steps/index.ts'
import { artifact, integrationPackage } from '../../store/contract/design.contract.ts'
import { record } from '../../store/contract/message-logs.contract.ts'
import { openSqliteStore } from '../../store/sqlite/open.ts'
import type { Store } from '../../store/store.ts'
import { ArtifactTests } from './artifact-tests.ts'

const noTenant = (): never => {
  throw new Error('no script of these tests asks')
}
const runner = new FlowTests({
  steps: STEPS,
  adapters: ADAPTERS,
  scripts: new JvmScriptHost({ folder: '', services: noTenant, logger: silentLogger }),
})

/** Asks a price, and answers with it. */
const PRICES: FlowSketch = {
  id: 'Prices',
  sender: https('/prices/*'),
  resources: { 'parameters.prop': 'Shop=https\\://shop.example\nUnit=EUR\n' },
  steps: [
    { activity: 'ExternalCall', channel: { ComponentType: 'HTTP', httpAddressWithoutQuery: '{{Shop}}/price', httpMethod: 'GET' } },
    content('${in.body} {{Unit}}'),
  ],
}

const priced = (unit: string) => `tests:
  - name: A price
    request: { path: /http/prices/1 }
    stubs: [{ receiver: Receiver, answer: { body: '7' } }]
    expect: { status: 200, body: 7 ${unit} }
`

let store: Store
let tests: ArtifactTests
beforeEach(async () => {
  const clock = new ManualClock()
  store = await openSqliteStore({ file: ':memory:', clock })
  tests = new ArtifactTests({ store, tests: runner, clock })
  await store.design.createPackage(integrationPackage())
  await design(PRICES)
})

async function design(flow: FlowSketch): Promise<void> {
  await store.design.createArtifact(artifact({ id: flow.id }), await writeArchive(flowFiles(flow)))
}

const green = { line: 2, status: 'passed', milliseconds: expect.any(Number), failures: [], steps: [] }

describe('running', () => {
  test('all tests of an artifact tells and keeps how each went', async () => {
    await tests.create('Prices', { name: 'euro', text: priced('EUR') }, 'ada')
    await tests.create('Prices', { name: 'dollar', text: priced('USD') }, 'ada')
    expect(await tests.run('Prices')).toEqual([
      {
        test: 'dollar',
        result: {
          file: 'dollar.test.yaml',
          tests: [
            {
              ...green,
              name: 'A price',
              status: 'failed',
              failures: [{ what: 'body', message: 'is "7 EUR", expected "7 USD"', field: ['expect', 'body'], line: 5 }],
              steps: expect.arrayContaining([expect.objectContaining({ activity: 'Content Modifier', status: 'COMPLETED' })]),
            },
          ],
        },
      },
      { test: 'euro', result: { file: 'euro.test.yaml', tests: [{ ...green, name: 'A price' }] } },
    ])
    const time = Date.UTC(2026, 0, 1)
    expect((await tests.list('Prices')).map(({ name, lastRun }) => [name, lastRun])).toEqual([
      ['dollar', { time, passed: 0, failed: 1, skipped: 0 }],
      ['euro', { time, passed: 1, failed: 0, skipped: 0 }],
    ])
  })

  test('one of them, or a text that is not kept', async () => {
    await tests.create('Prices', { name: 'euro', text: priced('EUR') }, 'ada')
    await tests.create('Prices', { name: 'dollar', text: priced('USD') }, 'ada')
    expect((await tests.run('Prices', { name: 'euro' })).map((run) => run.test)).toEqual(['euro'])
    const [unsaved] = await tests.run('Prices', { name: 'dollar', text: priced('EUR') })
    expect(unsaved?.result.tests[0]?.status).toBe('passed')
    expect((await tests.read('Prices', 'dollar')).lastRun).toBeNull()
    const [broken] = await tests.run('Prices', { text: 'tests: [' })
    expect(broken).toEqual({
      test: 'test',
      result: { file: 'test.test.yaml', problem: expect.stringMatching(/^test\.test\.yaml:1: /), tests: [] },
    })
  })

  test('finds the artifacts that a test names as files do, and its own whatever it is called there', async () => {
    await design({ id: 'Rates', sender: { ComponentType: 'ProcessDirect', address: '/rates' }, steps: [content('8')] })
    await design({
      id: 'Sum',
      sender: https('/sum'),
      steps: [{ activity: 'ExternalCall', channel: { ComponentType: 'ProcessDirect', address: '/rates' } }],
    })
    const text = (others: string) =>
      `artifact: ../flows/sum-flow\nwith: [${others}]\ntests: [{ name: Rate, request: { body: '' }, expect: { body: '8' } }]`
    const [found] = await tests.run('Sum', { text: text('../flows/Rates.zip') })
    expect(found?.result.tests).toEqual([{ ...green, name: 'Rate', line: 3 }])
    const [missing] = await tests.run('Sum', { text: text('Ghost') })
    expect(missing?.result.tests[0]?.failures.map(({ message }) => message)).toEqual(['There is no artifact Ghost'])
  })

  test('has no files beside the test', async () => {
    const text = 'tests: [{ name: File, request: { body: { file: order.json } } }]'
    const [run] = await tests.run('Prices', { text })
    expect(run?.result.tests[0]?.failures.map(({ message }) => message)).toEqual([
      'There is no file order.json: the test is no file itself, so write the content into it',
    ])
  })

  test('ends when its time is over', async () => {
    const clock = new ManualClock()
    const hurried = new ArtifactTests({ store, tests: runner, clock, timeLimit: 0 })
    const many = `tests:\n${Array.from({ length: 50 }, (_, index) => `  - { name: Price ${index}, request: { path: /http/prices } }\n`).join('')}`
    const [run] = await hurried.run('Prices', { text: many })
    expect(run?.result.tests.at(-1)).toEqual({
      ...green,
      name: 'Price 49',
      line: 51,
      status: 'failed',
      failures: [{ what: 'test', message: 'did not end in time: all tests of a run have 0 seconds', field: [], line: 51 }],
    })
  })
})

test('a message that is in process when the time is over goes no further', async () => {
  const loop = (id: string) => ({
    activity: 'ProcessCallElement',
    properties: { processId: id, subActivityType: 'LoopingProcess' },
    loop: { condition: "${property.CamelLoopIndex} != 'x'", maximum: 999 },
  })
  const locals = [
    { id: 'Outer', steps: [loop('Inner')] },
    // Packing is done by other threads: meanwhile the time can end.
    { id: 'Inner', steps: [content('again'), { activity: 'Encoder', properties: { encoderType: 'GZIP Compress' } }] },
  ]
  await design({ id: 'Endless', sender: https('/endless'), steps: [loop('Outer')], locals })
  const hurried = new ArtifactTests({ store, tests: runner, clock: new ManualClock(), timeLimit: 50 })
  const [run] = await hurried.run('Endless', { text: 'tests: [{ name: Endless, request: {} }]' })
  expect(run?.result.tests[0]?.failures.map(({ message }) => message)).toEqual([
    'did not end in time: all tests of a run have 0.05 seconds',
  ])
})

test('another text has not been run', async () => {
  await tests.create('Prices', { name: 'euro', text: priced('EUR') }, 'ada')
  await tests.run('Prices')
  expect((await tests.update('Prices', { name: 'euro', text: priced('EUR') }, 'bob')).lastRun).toMatchObject({ passed: 1 })
  expect(await tests.update('Prices', { name: 'euro', text: priced('USD') }, 'bob')).toMatchObject({ modifiedBy: 'bob', lastRun: null })
})

describe('a draft', () => {
  test('to fill in has address, parameters and receivers of the flow, and can be run', async () => {
    const { text, gaps } = await tests.draft('Prices')
    expect(gaps).toEqual([])
    expect(text).toMatchInlineSnapshot(`
      "# What goes in (request or message), what the receivers answer (stubs), and what must come of it (expect).
      parameters:
        Shop: https://shop.example
        Unit: EUR
      stubs:
        - receiver: Receiver
          answer:
            body: ""
      tests:
        - name: A message is processed
          request:
            path: /http/prices
            body: ""
          expect:
            status: 200
      "
    `)
    const [run] = await tests.run('Prices', { text })
    expect(run?.result.tests.map(({ status }) => status)).toEqual(['passed'])
  })

  test('of a flow that is not called over HTTP begins with a message', async () => {
    await design({ id: 'Nightly', sender: { ComponentType: 'ProcessDirect', address: '/nightly' }, steps: [content('done')] })
    const { text } = await tests.draft('Nightly')
    expect(text).toMatchInlineSnapshot(`
      "# What goes in (request or message), what the receivers answer (stubs), and what must come of it (expect).
      tests:
        - name: A message is processed
          message:
            headers: {}
            body: ""
          expect:
            log:
              status: COMPLETED
      "
    `)
    expect((await tests.run('Nightly', { text }))[0]?.result.tests).toEqual([{ ...green, name: 'A message is processed', line: 3 }])
  })

  test('of a script collection runs a script alone', async () => {
    const manifest = 'Manifest-Version: 1.0\r\nBundle-SymbolicName: Tools\r\nBundle-Version: 1.0.0\r\nSAP-BundleType: ScriptCollection\r\n'
    const files = { 'META-INF/MANIFEST.MF': manifest, 'src/main/resources/script/sum.groovy': 'def processData(m) { m }' }
    const zip = await writeArchive(new Map(Object.entries(files).map(([name, file]) => [name, Buffer.from(file)])))
    await store.design.createArtifact(artifact({ id: 'Tools', type: 'SCRIPT_COLLECTION' }), zip)
    expect((await tests.draft('Tools')).text).toMatchInlineSnapshot(`
      "# What goes in (request or message), what the receivers answer (stubs), and what must come of it (expect).
      tests:
        - name: A message is processed
          script: script/sum.groovy
          message:
            headers: {}
            body: ""
          expect:
            body: ""
      "
    `)
  })

  test('of a message that is of another flow, or was not traced, is refused', async () => {
    await store.messageLogs.write([record({ messageGuid: 'other', flowId: 'Orders' }), record({ messageGuid: 'own', flowId: 'Prices' })])
    await expect(tests.draft('Prices', 'other')).rejects.toMatchObject({
      code: 'bad-request',
      message: 'The message other is not of Prices but of Orders',
    })
    await expect(tests.draft('Prices', 'own')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('was not traced'),
    })
  })
})
