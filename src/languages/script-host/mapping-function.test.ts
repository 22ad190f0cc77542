import { describe, expect, test } from 'vitest'
import type { MappingFunction } from '../../engine/services.ts'
import { exchangeWith, failureOf, scriptBench } from './fixtures/script-bench.ts'

const { compile } = scriptBench({ timeLimit: 2_000 })

const IMPORT = 'import com.sap.it.api.mapping.*\n'

const functionOf = async (source: string, name: string, inputs: number): Promise<MappingFunction> =>
  (await compile(IMPORT + source)).mappingFunction(name, inputs)

describe('a function of single values', () => {
  test('returns one result for each call, all in one script object', async () => {
    const counted = await functionOf(
      '@groovy.transform.Field int calls = 0\ndef String f(String a, String b) { calls++; a + b + calls }',
      'f',
      2,
    )
    expect([counted.takesContexts, counted.outputs]).toEqual([false, 0])
    expect(
      await counted.call(exchangeWith(), [
        ['a', '1'],
        ['b', '2'],
      ]),
    ).toEqual([[['a11']], [['b22']]])
  })

  test('null comes as null', async () => {
    const named = await functionOf('def String f(String a) { a == "" ? null : a }', 'f', 1)
    expect(await named.call(exchangeWith(), [[''], ['x']])).toEqual([[[null]], [['x']]])
  })

  test('takes numbers and truth values where it says so', async () => {
    const typed = await functionOf('def f(int a, Double b, BigDecimal c, boolean d) { "$a $b $c $d" }', 'f', 4)
    expect(await typed.call(exchangeWith(), [['1 ', '2.50', '3.10', 'false']])).toEqual([[['1 2.5 3.10 false']]])
    expect((await failureOf(typed.call(exchangeWith(), [['x', '1', '1', 'true']]))).message).toContain('java.lang.NumberFormatException')
  })

  test('other results are text', async () => {
    const typed = await functionOf('def f(a) { a.length() * 1.5 }', 'f', 1)
    expect(await typed.call(exchangeWith(), [['ab']])).toEqual([[['3.0']]])
  })

  test('without inputs', async () => {
    const constant = await functionOf('def String f() { "c" }', 'f', 0)
    expect(await constant.call(exchangeWith(), [[]])).toEqual([[['c']]])
  })
})

describe('a function of contexts', () => {
  test('takes arrays and fills outputs with values, suppressed values and context changes', async () => {
    const source = `def void f(String[] a, String[] b, Output first, Output second) {
      a.eachWithIndex { value, index ->
        if (first.isSuppress(value)) first.addSuppress() else first.addValue(value + (index < b.length ? b[index] : ''))
        if (index == 0) first.addContextChange()
      }
      second.addValue(a.length); second.addValue(null); second.addValue(a[1])
    }`
    const paired = await functionOf(source, 'f', 2)
    expect([paired.takesContexts, paired.outputs]).toEqual([true, 2])
    expect(await paired.call(exchangeWith(), [[['x', true, 'z'], ['1']]])).toEqual([
      [
        ['x1', false, true, 'z'],
        ['3', null, true],
      ],
    ])
  })

  test('may return its result instead', async () => {
    const joined = await functionOf('def String f(String[] a) { a.join("+") }', 'f', 1)
    expect(await joined.call(exchangeWith(), [[['a', 'b']], [[]]])).toEqual([[['a+b']], [['']]])
  })

  test('mixes with single values', async () => {
    const mixed = await functionOf('def String f(String a, Output o) { o.addValue(a); o.addValue(a) }', 'f', 1)
    expect([mixed.takesContexts, mixed.outputs]).toEqual([false, 1])
    expect(await mixed.call(exchangeWith(), [['a']])).toEqual([[['a', 'a']]])
  })
})

describe('the mapping context', () => {
  test('reads headers as text and properties as they are, and changes them', async () => {
    const source = `def String f(String name, MappingContext context) {
      context.setHeader('H', 'new'); context.setProperty('P', name)
      context.getHeader('plant') + (context.getProperty('count') + 1) + context.getProperty('none') + context.getProperty('names').get('a')
    }`
    const reading = await functionOf(source, 'f', 1)
    const exchange = exchangeWith()
    exchange.headers.set('Plant', 'P1')
    exchange.properties.set('count', 6)
    exchange.properties.set('names', new Map([['a', 'x']]))
    expect(await reading.call(exchange, [['n']])).toEqual([[['P17nullx']]])
    expect([exchange.headers.get('H'), exchange.properties.get('P')]).toEqual(['new', 'n'])
  })

  test('the log is there too', async () => {
    const logging = await functionOf(
      'def String f(String a) { messageLogFactory.getMessageLog(null).setStringProperty("p", a); a }',
      'f',
      1,
    )
    const exchange = exchangeWith()
    await logging.call(exchange, [['v']])
    expect([...exchange.log.properties]).toEqual([['p', 'v']])
  })
})

describe('what goes wrong', () => {
  test('a function that does not fit fails the deployment and says what there is', async () => {
    const source = 'def String f(String a, MappingContext c) { a }\ndef void f(String[] a, String[] b, Output o) {}'
    expect((await failureOf(functionOf(source, 'f', 3))).message).toMatch(
      /^script1\.groovy has no function f that takes 3 values; it has f\(String(, MappingContext\)|\[\], String\[\], Output\)), f\(/,
    )
    const absent = await failureOf(functionOf(source, 'g', 1))
    expect([absent.code, absent.message]).toEqual(['deploy-failed', 'script1.groovy has no function g that takes 1 values'])
  })

  test('an overload is chosen by its inputs', async () => {
    const source = 'def String f(String a) { "one" }\ndef String f(String a, String b) { "two" }'
    expect(await (await functionOf(source, 'f', 2)).call(exchangeWith(), [['a', 'b']])).toEqual([[['two']]])
  })

  test('what the script throws is the failure, with its line', async () => {
    const throwing = await functionOf('def String f(String a) {\n  throw new Exception("no " + a) }', 'f', 1)
    const failure = await failureOf(throwing.call(exchangeWith(), [['x']]))
    expect([failure.code, failure.message]).toEqual([
      'processing-failed',
      'javax.script.ScriptException: java.lang.Exception: no x@ line 3 in script1.groovy',
    ])
  })

  test('a function that runs too long is stopped', async () => {
    const looping = await functionOf('def String f(String a) { while (true) { } }', 'f', 1)
    expect((await failureOf(looping.call(exchangeWith(), [['x']]))).message).toBe(
      'The script script1.groovy was stopped: it ran longer than 2000 ms',
    )
  })

  test('JavaScript has none', async () => {
    const script = await compile('function f(a) { return a }', 'script1.js')
    expect((await failureOf(script.mappingFunction('f', 1))).message).toBe('script1.js has no function f that takes 1 values')
  })
})
