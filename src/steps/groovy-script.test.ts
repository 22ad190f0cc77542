import { describe, expect, test } from 'vitest'
import type { StepContext } from '../engine/define-step.ts'
import { readConfig } from '../engine/fields.ts'
import type { ScriptHost } from '../engine/services.ts'
import type { Resources } from '../iflow/model.ts'
import { files, scriptBench } from '../languages/script-host/fixtures/script-bench.ts'
import step from './groovy-script.ts'
import { contextOf, exchangeOf } from './step.fixture.ts'

const { host } = scriptBench()

const setBody = (text: string, name = 'processData') =>
  `import com.sap.gateway.ip.core.customdev.util.Message\ndef Message ${name}(Message message) { message.setBody("${text}"); message }`

interface World {
  readonly resources?: Resources
  readonly companions?: Readonly<Record<string, Resources>>
  readonly scripts?: ScriptHost
}

const unused = () => Promise.reject(new Error('unused'))

async function compileIn(world: World, properties: Record<string, string>) {
  const base = contextOf(step, properties)
  const context: StepContext = {
    ...base,
    flow: {
      ...base.flow,
      resources: world.resources ?? new Map(),
      companion: (id) => world.companions?.[id],
      services: { ...base.flow.services, scripts: world.scripts ?? host() },
    },
  }
  return step.compile(readConfig(step.fields, context.node.properties), context)
}

async function bodyAfter(world: World, properties: Record<string, string>): Promise<string> {
  const exchange = exchangeOf()
  await (await compileIn(world, properties))(exchange)
  return exchange.body.asText()
}

describe('Groovy Script', () => {
  test.each([
    ['script1.groovy', 'script/script1.groovy'],
    ['v2/x.groovy', 'script/v2/x.groovy'],
    ['/script/x.gsh', 'script/x.gsh'],
    ['my script (1).groovy', 'script/my script (1).groovy'],
  ])('runs %s of the flow', async (script, path) => {
    expect(await bodyAfter({ resources: files({ [path]: setBody('ran') }) }, { script, scriptFunction: '', scriptBundleId: '' })).toBe(
      'ran',
    )
  })

  test('calls the function that is configured', async () => {
    expect(
      await bodyAfter(
        { resources: files({ 'script/a.groovy': setBody('other', 'other') }) },
        { script: 'a.groovy', scriptFunction: 'other' },
      ),
    ).toBe('other')
  })

  test('runs a script of a collection, which imports another of the same collection', async () => {
    const collection = files({
      'script/a.groovy': `import src.main.resources.script.Helper\ndef processData(m) { m.setBody(Helper.greet()); m }`,
      'script/Helper.groovy': 'package src.main.resources.script\nclass Helper { static greet() { "hello" } }',
    })
    const world = { resources: files({ 'script/a.groovy': setBody('of the flow') }), companions: { Common: collection } }
    expect(await bodyAfter(world, { script: 'a.groovy', scriptBundleId: 'Common' })).toBe('hello')
  })

  test('a byte order mark is dropped', async () => {
    expect(await bodyAfter({ resources: files({ 'script/a.groovy': `\uFEFF${setBody('ran')}` }) }, { script: 'a.groovy' })).toBe('ran')
  })

  test.each<[string, World, Record<string, string>, string]>([
    ['the file is missing', {}, { script: 'script1.groovy' }, "Script file 'script1.groovy' not found"],
    ['the collection is missing', {}, { script: 'a.groovy', scriptBundleId: 'Common' }, 'The script collection Common is not deployed'],
    [
      'the collection has no such file',
      { companions: { Common: files() } },
      { script: 'a.groovy', scriptBundleId: 'Common' },
      "Script file 'a.groovy' not found",
    ],
    [
      'it does not compile',
      { resources: files({ 'script/a.groovy': 'def f(m) { = }' }) },
      { script: 'a.groovy' },
      'a.groovy: line 1: unexpected token: {',
    ],
    [
      'the function is missing',
      { resources: files({ 'script/a.groovy': setBody('x') }) },
      { script: 'a.groovy', scriptFunction: 'proces' },
      'a.groovy has no function proces that takes a message; it has: processData',
    ],
    [
      'the script host is missing',
      { scripts: { unavailable: () => 'Scripts need Java', compile: unused, compileStylesheet: unused, compileSchema: unused } },
      { script: 'a.groovy' },
      'Scripts need Java',
    ],
  ])('does not deploy when %s', async (_name, world, properties, reason) => {
    await expect(compileIn(world, properties)).rejects.toMatchObject({
      name: 'CompileFailure',
      construct: 'Groovy Script',
      message: reason,
    })
  })

  test('fails with the words of the script', async () => {
    const world = { resources: files({ 'script/a.groovy': `def processData(m) {\n  throw new Exception("no order") }` }) }
    await expect(bodyAfter(world, { script: 'a.groovy' })).rejects.toThrow(
      'javax.script.ScriptException: java.lang.Exception: no order@ line 2 in a.groovy',
    )
  })
})
