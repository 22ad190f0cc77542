import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ScriptHost } from '../../engine/services.ts'
import { exchangeOf } from '../exchange.fixture.ts'
import { testHost } from '../script-host/fixtures/script-bench.ts'
import type { JvmScriptHost } from '../script-host/jvm-script-host.ts'
import {
  call,
  constant,
  type MappingSketch,
  map,
  mapExchange,
  outline,
  output,
  reference,
  scriptCall,
  services,
  shared,
  source,
} from './fixtures/mapping-bench.ts'

let host: JvmScriptHost
beforeAll(async () => {
  host = await testHost()
})
afterAll(() => host.stop())

const available = () => services({ scripts: host as ScriptHost })

const target = outline(`
  List
    Line *
      Name ?
      Note ?
`)
const BODY = '<In><G><A>1</A><A>2</A></G><G><A>3</A></G></In>'
const lines = source('/In/G/A', '/In')
const IMPORT = 'import com.sap.it.api.mapping.*\n'

const sketch = (scripts: Record<string, string>, targets: MappingSketch['targets']): MappingSketch => ({
  target,
  scripts: Object.fromEntries(Object.entries(scripts).map(([name, text]) => [name, IMPORT + text])),
  targets,
})

describe('script functions', () => {
  test('of single values serve each value of each context, and constants', async () => {
    const scripts = { twice: 'def String twice(String a, String b) { a + a + b }' }
    const name = scriptCall('twice', 'twice', source('/In/G/A', '/In/G'), constant('!'))
    expect(await map(sketch(scripts, { '/List/Line': lines, '/List/Line/Name': call('SplitByValue', [name]) }), BODY, available())).toBe(
      '<List><Line><Name>11!</Name></Line><Line><Name>22!</Name></Line><Line><Name>33!</Name></Line></List>',
    )
  })

  test('of constants alone have no end', async () => {
    const scripts = { header: 'def String header(String name, MappingContext c) { c.getHeader(name) }' }
    const mapping = sketch(scripts, { '/List/Line': lines, '/List/Line/Name': scriptCall('header', 'header', constant('Plant')) })
    const { body } = await mapExchange(mapping, exchangeOf({ body: BODY, headers: { Plant: 'P1' } }), available())
    expect(body.asText()).toContain('<List><Line><Name>P1</Name></Line><Line><Name>P1</Name></Line><Line><Name>P1</Name></Line></List>')
  })

  test('of contexts are called once for each context', async () => {
    const scripts = { size: 'def void size(String[] a, Output o) { o.addValue(a.length) }' }
    const mapping = sketch(scripts, { '/List/Line': source('/In/G'), '/List/Line/Name': scriptCall('size', 'size', source('/In/G/A')) })
    expect(await map(mapping, BODY, available())).toBe('<List><Line><Name>2</Name></Line><Line><Name>1</Name></Line></List>')
  })

  test('suppress and change contexts', async () => {
    const scripts = {
      odd: `def void odd(String[] a, Output o, Output names) {
        a.each { if (it.toInteger() % 2) { o.addValue(''); names.addValue(it) } else { o.addSuppress(); names.addSuppress() }; names.addContextChange() }
      }`,
    }
    const odd = shared('r1', scriptCall('odd', 'odd', lines))
    const targets = { '/List/Line': odd, '/List/Line/Name': output(1, reference('r1')) }
    expect(await map(sketch(scripts, targets), BODY, available())).toBe(
      '<List><Line><Name>1</Name></Line><Line><Name>3</Name></Line></List>',
    )
  })

  test('null is empty text that a default replaces', async () => {
    const scripts = { nothing: 'def String nothing(String a) { null }' }
    const nothing = scriptCall('nothing', 'nothing', constant('x'))
    const targets = {
      '/List/Line': constant(''),
      '/List/Line/Name': nothing,
      '/List/Line/Note': call('mapWithDefault', [nothing], { default_value: '-' }),
    }
    expect(await map(sketch(scripts, targets), '<In/>', available())).toBe('<List><Line><Name/><Note>-</Note></Line></List>')
  })

  test('a suppressed input needs no call', async () => {
    const scripts = { strict: 'def String strict(String a) { assert a == "1"; a }' }
    const filtered = call('ifWithoutElse', [call('stringEquals', [lines, constant('1')]), lines], { keepss: 'true' })
    expect(await map(sketch(scripts, { '/List/Line': scriptCall('strict', 'strict', filtered) }), BODY, available())).toBe(
      '<List><Line/></List>',
    )
  })

  test('what a script throws fails the message', async () => {
    const scripts = { broken: 'def String broken(String a) { throw new Exception("no " + a) }' }
    await expect(map(sketch(scripts, { '/List/Line': scriptCall('broken', 'broken', lines) }), BODY, available())).rejects.toThrow(
      'javax.script.ScriptException: java.lang.Exception: no 1@ line 2 in broken.groovy',
    )
  })

  test('a function that does not fit is refused at deployment', async () => {
    const scripts = { f: 'def String f(String a) { a }' }
    await expect(map(sketch(scripts, { '/List/Line': scriptCall('f', 'f', lines, lines) }), BODY, available())).rejects.toMatchObject({
      code: 'deploy-failed',
      message: 'mapping/Order.mmap, target /List/Line: f.groovy has no function f that takes 2 values; it has f(String)',
    })
    await expect(map(sketch({ f: 'def String f( {' }, { '/List': scriptCall('f', 'f') }), BODY, available())).rejects.toThrow(
      /^mapping\/Order\.mmap, target \/List: f\.groovy: line 2: /,
    )
  })

  test('an output that a function does not have is refused', async () => {
    const scripts = { f: 'def void f(String[] a, Output o) { o.addValue("x") }' }
    await expect(map(sketch(scripts, { '/List/Line': output(3, scriptCall('f', 'f', lines)) }), BODY, available())).rejects.toThrow(
      'mapping/Order.mmap, target /List/Line: The function f has 1 output, but its output 4 is used',
    )
  })
})
