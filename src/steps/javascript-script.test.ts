import { describe, expect, test } from 'vitest'
import type { StepContext } from '../engine/define-step.ts'
import { readConfig } from '../engine/fields.ts'
import { files, scriptBench } from '../languages/script-host/fixtures/script-bench.ts'
import step from './javascript-script.ts'
import { contextOf, exchangeOf } from './step.fixture.ts'

const { host } = scriptBench()

async function bodyAfter(source: string, properties: Record<string, string>): Promise<string> {
  const base = contextOf(step, properties)
  const services = { ...base.flow.services, scripts: host() }
  const context: StepContext = { ...base, flow: { ...base.flow, resources: files({ 'script/a.js': source }), services } }
  const exchange = exchangeOf({ body: 'body' })
  await (await step.compile(readConfig(step.fields, context.node.properties), context))(exchange)
  return exchange.body.asText()
}

describe('JavaScript', () => {
  test('calls processData, or the function that is configured', async () => {
    const source = `function processData(m) { m.setBody(m.getBody() + '!'); return m }\nfunction other(m) { m.setBody('other'); return m }`
    expect(await bodyAfter(source, { script: 'a.js' })).toBe('body!')
    expect(await bodyAfter(source, { script: 'a.js', scriptFunction: 'other' })).toBe('other')
  })

  test('calls a function that is made while the script runs', async () => {
    expect(await bodyAfter(`this['process' + 'Data'] = function (m) { m.setBody('made'); return m }`, { script: 'a.js' })).toBe('made')
  })

  test('names what is missing', async () => {
    await expect(bodyAfter('', { script: 'b.js' })).rejects.toMatchObject({
      construct: 'JavaScript',
      message: "Script file 'b.js' not found",
    })
    await expect(bodyAfter('function (', { script: 'a.js' })).rejects.toMatchObject({
      construct: 'JavaScript',
      message: expect.stringMatching(/^a\.js: line 1: /),
    })
    await expect(bodyAfter('', { script: 'a.js' })).rejects.toThrow(
      'javax.script.ScriptException: java.lang.NoSuchMethodException: processData',
    )
  })
})
