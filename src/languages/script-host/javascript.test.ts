import { describe, expect, test } from 'vitest'
import { Body } from '../../engine/body.ts'
import { exchangeWith, failureOf, scriptBench } from './fixtures/script-bench.ts'

const { compile } = scriptBench()

async function run(source: string, exchange = exchangeWith(Body.text('body'))) {
  await (await compile(source, 'script1.js')).run('processData', exchange)
  return exchange
}

describe('JavaScript', () => {
  test('the template of the product', async () => {
    const exchange = exchangeWith(Body.text('body'))
    exchange.headers.set('oldHeader', 'old ')
    exchange.properties.set('oldProperty', 'old ')
    await run(
      `importClass(com.sap.gateway.ip.core.customdev.util.Message);
      importClass(java.util.HashMap);
      function processData(message) {
        var body = message.getBody();
        message.setBody(body + ' modified');
        var map = message.getHeaders();
        message.setHeader('oldHeader', map.get('OLDHEADER') + 'modified');
        message.setHeader('newHeader', 'new');
        map = message.getProperties();
        message.setProperty('oldProperty', map.get('oldProperty') + 'modified');
        return message;
      }`,
      exchange,
    )
    expect(exchange.body.asText()).toBe('body modified')
    expect(Object.fromEntries(exchange.headers)).toEqual({ oldHeader: 'old modified', newHeader: 'new' })
    expect(Object.fromEntries(exchange.properties)).toEqual({ oldProperty: 'old modified' })
  })

  test('importPackage, JSON, body as String class, binary body, log', async () => {
    const exchange = await run(
      `importPackage(com.sap.gateway.ip.core.customdev.util);
      importPackage(java.util);
      function processData(message) {
        var json = JSON.parse(message.getBody(new java.lang.String().getClass()));
        var list = new ArrayList(); list.add('a');
        message.setProperty('seen', list);
        messageLogFactory.getMessageLog(message).addCustomHeaderProperty('n', 'v');
        message.setBody(JSON.stringify({ doubled: json.n * 2, text: '' + message.getBody() }));
        return message;
      }`,
      exchangeWith(Body.bytes(Buffer.from('{"n":2}'))),
    )
    expect(exchange.body.asText()).toBe('{"doubled":4,"text":"{\\"n\\":2}"}')
    expect(exchange.properties.get('seen')).toEqual(['a'])
    expect(exchange.log.customHeaders).toEqual([{ name: 'n', value: 'v' }])
  })

  test('objects and arrays of the script cross, undefined elements as null', async () => {
    const exchange = await run(
      `function processData(message) {
        message.setProperty('object', { a: 'x', b: ['y', true, undefined] });
        message.setProperty('none', null);
        message.setHeader('flag', true);
        return message;
      }`,
    )
    expect(Object.fromEntries(exchange.properties)).toEqual({
      object: new Map<string, unknown>([
        ['a', 'x'],
        ['b', ['y', true, null]],
      ]),
    })
    expect(exchange.headers.get('flag')).toBe(true)
  })

  test('calls share no variables', async () => {
    const compiled = await compile('var count = 0; function processData(m) { count++; m.setBody("" + count); return m }', 'a.js')
    const exchanges = [exchangeWith(), exchangeWith()]
    for (const exchange of exchanges) await compiled.run('processData', exchange)
    expect(exchanges.map((exchange) => exchange.body.asText())).toEqual(['1', '1'])
  })

  test('functions are known without running', async () => {
    const compiled = await compile('function a(m) {}\nvar b = function (m) {}, c;\n{ }', 'a.js')
    expect([...compiled.functions]).toEqual(['a', 'b', 'c'])
  })

  test.each([
    ['an exception of the script', 'function processData(m) {\n  throw new Error("no order") }', 'Error: no order@ line 2 in script1.js'],
    [
      'an exception of Java',
      'function processData(m) {\n  new java.util.ArrayList().get(0) }',
      'java.lang.IndexOutOfBoundsException: Index 0 out of bounds for length 0@ line 2 in script1.js',
    ],
    ['an unknown name', 'function processData(m) {\n  nothing() }', 'ReferenceError: "nothing" is not defined.@ line 2 in script1.js'],
    ['a function that does not exist', 'function other(m) {}', 'java.lang.NoSuchMethodException: processData'],
  ])('%s', async (_name, source, expected) => {
    expect((await failureOf(run(source))).message).toBe(`javax.script.ScriptException: ${expected}`)
  })

  test('a syntax error fails the deployment with its line', async () => {
    expect(await failureOf(compile('function processData(m) {\n  var = 1;\n}', 'script1.js'))).toMatchObject({
      code: 'deploy-failed',
      message: 'script1.js: line 2: missing variable name',
    })
  })
})
