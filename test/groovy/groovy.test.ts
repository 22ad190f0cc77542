import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setUpScriptHost } from '../../scripts/script-host.ts'
import { Body } from '../../src/engine/body.ts'
import { Exchange } from '../../src/engine/exchange.ts'
import { MessageLog } from '../../src/engine/message-log.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import { JvmScriptHost } from '../../src/languages/script-host/jvm-script-host.ts'
import { ScriptFailure } from '../../src/languages/script-host/script-failure.ts'
import { textOf } from '../../src/languages/simple/value.ts'
import { askGroovy, type Call, type Script, type ScriptOutcome } from './oracle.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SCRIPTS = fileURLToPath(new URL('scripts', import.meta.url))
const read = (name: string): string => readFileSync(join(SCRIPTS, name), 'utf8')

const areas = readdirSync(SCRIPTS).filter((name) => name.endsWith('.groovy'))
const values: Script = { name: 'Values.groovy', source: readFileSync(new URL('oracle/Values.groovy', import.meta.url), 'utf8') }

/** Scripts that fail: how the failure reaches the message must not depend on the host. */
const FAILING: Readonly<Record<string, string>> = {
  'throws an exception': `throw new IllegalStateException('no stock')`,
  'throws an exception without text': 'throw new IOException()',
  'calls what is not there': `'x'.unknown(1)`,
  'reads what is not there': 'unknownVariable + 1',
  'calls null': `message.getProperties().none.size()`,
  'fails an assertion': 'assert 1 + 1 == 3',
  'divides by zero': '1 / 0',
  'casts wrongly': '(Integer) [1]',
  'throws in a closure': `[1].each { throw new RuntimeException("item $it") }`,
}

const message = { headers: { kind: 'Bestellung', id: '4711' }, properties: { customer: 'Ädä' } }
const callOf = (script: Script, ...after: Script[]): Call => ({
  ...message,
  scripts: [script, ...after],
  body: read(script.name.startsWith('json') ? 'order.json' : 'order.xml'),
})
const area = (name: string): Script => ({ name: `${name.replace('.groovy', '').replaceAll('-', '_')}.groovy`, source: read(name) })
const failing = (statement: string): Script => ({ name: 'failing.groovy', source: `def processData(message) {\n${statement}\nmessage }` })

let host: JvmScriptHost
let folder: string
let expected: ReadonlyMap<Call, ScriptOutcome>

const calls = {
  results: new Map(areas.map((name) => [name, callOf(area(name))])),
  values: new Map(areas.map((name) => [name, callOf(area(name), values)])),
  failures: new Map(Object.entries(FAILING).map(([name, statement]) => [name, callOf(failing(statement))])),
}

beforeAll(async () => {
  const state = await setUpScriptHost({ root: ROOT, log: () => {}, allowInstall: false })
  if (!state.ready) throw new Error(state.reason)
  folder = state.folder
  const services = () => expect.fail('No script of this suite asks for a service')
  host = new JvmScriptHost({ folder, services, logger: silentLogger })
  const all = [...calls.results.values(), ...calls.values.values(), ...calls.failures.values()]
  const outcomes = await askGroovy(folder, all)
  expected = new Map(all.map((call, index) => [call, outcomes[index]!]))
})
afterAll(() => host.stop())

/** The same through the host, as steps of a flow run scripts. */
async function run({ scripts, body, headers, properties }: Call): Promise<ScriptOutcome> {
  const log = new MessageLog({ messageGuid: 'AG', correlationId: 'AG', flowId: 'Flow', flowName: 'Flow', start: 0 })
  const exchange = new Exchange(log, 0, Body.text(body))
  for (const [name, value] of Object.entries(headers)) exchange.headers.set(name, value)
  for (const [name, value] of Object.entries(properties)) exchange.properties.set(name, value)
  try {
    for (const script of scripts) {
      const compiled = await host.compile({ language: 'groovy', ...script, siblings: new Map() })
      await compiled.run('processData', exchange)
    }
  } catch (thrown) {
    if (thrown instanceof ScriptFailure) return { failure: thrown.message }
    throw thrown
  }
  return { body: exchange.body.asText(), headers: textsOf(exchange.headers), properties: textsOf(exchange.properties) }
}

const textsOf = (entries: Iterable<readonly [string, unknown]>): Record<string, string> =>
  Object.fromEntries([...entries].map(([name, value]) => [name, textOf(value)]))

describe.each(areas)('%s gives what Groovy alone gives', (name) => {
  test('body, headers and properties', async () => {
    const call = calls.results.get(name)!
    expect(expected.get(call)).not.toHaveProperty('failure')
    expect(await run(call)).toEqual(expected.get(call))
  })

  test('and the next script finds the same values', async () => {
    const call = calls.values.get(name)!
    expect(await run(call)).toEqual(expected.get(call))
  })
})

test.each(Object.keys(FAILING))('a script that %s fails with the same exception, its place behind it', async (name) => {
  const call = calls.failures.get(name)!
  const { failure } = expected.get(call) as { failure: string }
  expect(await run(call)).toEqual({ failure: `javax.script.ScriptException: ${failure}@ line 2 in failing.groovy` })
})
