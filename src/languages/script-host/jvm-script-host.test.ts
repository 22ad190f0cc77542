import { parseXmlDocument } from 'slimdom'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Body } from '../../engine/body.ts'
import { StepError } from '../../engine/errors.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { Headers } from '../../engine/headers.ts'
import { SluiceError } from '../../kernel/errors.ts'
import { exchangeWith, testHost } from './fixtures/test-host.ts'
import { JavaObject } from './java-object.ts'
import type { JvmScript, JvmScriptHost } from './jvm-script-host.ts'

let host: JvmScriptHost
beforeAll(async () => {
  host = await testHost()
  await host.start()
})
afterAll(() => host.stop())

const files = (contents: Record<string, string | Uint8Array> = {}) =>
  new Map(Object.entries(contents).map(([path, content]) => [path, typeof content === 'string' ? Buffer.from(content) : content]))

const compile = (source: string, name = 'script1.groovy', siblings = files()): Promise<JvmScript> =>
  host.compile({ language: name.endsWith('.js') ? 'javascript' : 'groovy', name, source, siblings })

/** Wraps statements into the usual frame; the statements begin in line 2. */
const script = (statements: string) => `import com.sap.gateway.ip.core.customdev.util.Message; def Message processData(Message message) {
${statements}
return message }`

/** Runs statements on a message and returns it. */
async function run(statements: string, exchange: Exchange = exchangeWith()): Promise<Exchange> {
  const compiled = await compile(script(statements))
  try {
    await compiled.run('processData', exchange)
  } finally {
    await compiled.release()
  }
  return exchange
}

const failureOf = async (outcome: Promise<unknown>): Promise<SluiceError> => {
  const failure = await outcome.then(
    () => undefined,
    (thrown) => thrown,
  )
  expect(failure).toBeInstanceOf(SluiceError)
  return failure as SluiceError
}

describe('body', () => {
  test('a text body is a String, also as Reader, InputStream, byte[] and Document', async () => {
    const exchange = await run(
      `def found = [message.getBody().class.name, message.getBody(String), message.getBody(java.io.Reader).text,
        message.getBody(java.io.InputStream).text, new String(message.getBody(byte[].class), 'UTF-8'),
        message.getBody(org.w3c.dom.Document).documentElement.getAttribute('k'), message.body, message.getBodySize()]
      message.setBody(found.join('|'))`,
      exchangeWith(Body.text('<ä k="v"/>')),
    )
    const xml = '<ä k="v"/>'
    expect(exchange.body.asText()).toBe(['java.lang.String', xml, xml, xml, xml, 'v', xml, 11].join('|'))
  })

  test('a binary body is an input stream that can be read again', async () => {
    const exchange = await run(
      `def first = message.getBody().text
      message.setProperty('seen', [message.getBody() instanceof java.io.InputStream, first, message.getBody(String), message.body.toString()])`,
      exchangeWith(Body.bytes(Buffer.from('bytes'))),
    )
    expect(exchange.properties.get('seen')).toEqual([true, 'bytes', 'bytes', 'bytes'])
  })

  test.each([
    ['String', `'text'`, 'text'],
    ['GString', `"te\${'x'}t"`, 'text'],
    ['byte[]', `'text'.bytes`, 'text'],
    ['InputStream', `new ByteArrayInputStream('text'.bytes)`, 'text'],
    ['Reader', `new StringReader('text')`, 'text'],
    ['number', '42', '42'],
    ['null', 'null', ''],
    ['list', '[1, 2]', '[1, 2]'],
    ['StringWriter', `new StringWriter().append('text')`, 'text'],
    ['JsonBuilder', `new groovy.json.JsonBuilder([a: 1])`, '{"a":1}'],
    ['Writable', `new groovy.xml.StreamingMarkupBuilder().bind { a(1) }`, '<a>1</a>'],
    ['DOM node', `message.getBody(org.w3c.dom.Document).documentElement.firstChild`, '<b/>'],
    ['Groovy node', `new XmlParser().parseText('<a/>')`, '<?xml version="1.0" encoding="UTF-8"?><a/>\n'],
  ])('a %s becomes the body', async (_kind, expression, expected) => {
    const exchange = await run(`message.setBody(${expression})`, exchangeWith(Body.text('<a><b/></a>')))
    expect(exchange.body.asText()).toBe(expected)
  })

  test('bytes stay bytes', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    const exchange = await run('message.setBody(message.getBody(byte[].class).reverse() as byte[])', exchangeWith(Body.bytes(bytes)))
    expect([...exchange.body.asBytes()]).toEqual([...bytes].reverse())
    expect(exchange.body.isText).toBe(false)
  })

  test('the next script gets an object that a script made the body', async () => {
    const exchange = await run(`message.setBody([answer: 42])`)
    await run(`message.setProperty('answer', message.getBody().answer)`, exchange)
    expect(exchange.properties.get('answer')).toBe(42)
    expect(exchange.body.asText()).toBe('{answer=42}')
  })

  test('a body that the script only read stays the same object', async () => {
    const body = Body.text('x')
    const exchange = await run('message.setBody(message.getBody(String))', exchangeWith(body))
    expect(exchange.body).toBe(body)
  })

  test('a body of several megabytes passes', async () => {
    const exchange = await run('message.setBody(message.getBody(String) * 2)', exchangeWith(Body.text('é'.repeat(2_000_000))))
    expect(exchange.body.asText()).toHaveLength(4_000_000)
  })

  test('a body that is no XML fails with the reason', async () => {
    const failure = await failureOf(run('message.getBody(org.w3c.dom.Document)', exchangeWith(Body.text('{}'))))
    expect(failure.message).toMatch(/The text is not well-formed XML: .*@ line 2 in script1\.groovy$/)
  })

  test('entities from outside are not read', async () => {
    const hostile = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'
    const failure = await failureOf(
      run('message.setBody(message.getBody(org.w3c.dom.Document).documentElement.textContent)', exchangeWith(Body.text(hostile))),
    )
    expect(failure.message).toContain('not well-formed XML')
  })
})

describe('headers and properties', () => {
  test('header names compare without case and keep their spelling', async () => {
    const exchange = exchangeWith()
    exchange.headers.set('Content-Type', 'text/plain')
    await run(
      `def headers = message.getHeaders()
      message.setProperty('seen', [headers.get('content-TYPE'), headers['CONTENT-type'], headers.'Content-Type', message.getHeader('content-type', String), headers.containsKey('CONTENT-TYPE')])
      message.setHeader('content-type', 'text/xml')
      headers.put('New', "v\${1}")`,
      exchange,
    )
    expect(exchange.properties.get('seen')).toEqual(['text/plain', 'text/plain', 'text/plain', 'text/plain', true])
    expect([...exchange.headers]).toEqual([
      ['Content-Type', 'text/xml'],
      ['New', 'v1'],
    ])
  })

  test('removed and nulled names are gone, replaced maps replace', async () => {
    const exchange = exchangeWith()
    for (const name of ['a', 'b', 'c']) exchange.headers.set(name, name)
    for (const name of ['p', 'q']) exchange.properties.set(name, name)
    await run(
      `message.getHeaders().remove('A'); message.setHeader('b', null); message.setProperties([q: 'q', r: 'r']); message.setProperty('none', null)`,
      exchange,
    )
    expect([...exchange.headers]).toEqual([['c', 'c']])
    expect([...exchange.properties]).toEqual([
      ['q', 'q'],
      ['r', 'r'],
    ])
  })

  test('getHeader converts', async () => {
    const exchange = exchangeWith()
    exchange.headers.set('n', '42')
    exchange.headers.set('b', 'true')
    await run(
      `message.setProperty('seen', [message.getHeader('n', Integer) + 1, message.getHeader('b', Boolean), message.getHeader('none', String)])`,
      exchange,
    )
    expect(exchange.properties.get('seen')).toEqual([43, true, null])
    const failure = await failureOf(run(`message.getHeader('b', Integer)`, exchange))
    expect(failure.message).toContain('A java.lang.String cannot be converted to java.lang.Integer')
  })

  test('values arrive in Groovy as the Java type they look like', async () => {
    const exchange = exchangeWith()
    const values = {
      text: 'ü',
      int: 7,
      long: 2 ** 40,
      big: 2n ** 70n,
      double: 1.25,
      flag: true,
      date: new Date(0),
      bytes: Uint8Array.of(1),
      list: [1, 'a'],
      map: new Map([['k', 1]]),
      plain: { k: 1 },
      headers: new Headers([['K', 'v']]),
      document: parseXmlDocument('<a/>'),
      element: parseXmlDocument('<a/>').documentElement,
      attribute: parseXmlDocument('<a b="c"/>').documentElement?.getAttributeNode('b'),
    }
    for (const [name, value] of Object.entries(values)) exchange.properties.set(name, value)
    await run(
      `message.setProperty('types', message.getProperties().collectEntries { name, value -> [name, value instanceof org.w3c.dom.Node ? value.nodeName : value.class.simpleName] })`,
      exchange,
    )
    expect(Object.fromEntries(exchange.properties.get('types') as Map<string, string>)).toEqual({
      text: 'String',
      int: 'Integer',
      long: 'Long',
      big: 'BigInteger',
      double: 'Double',
      flag: 'Boolean',
      date: 'Date',
      bytes: 'byte[]',
      list: 'ArrayList',
      map: 'LinkedHashMap',
      plain: 'LinkedHashMap',
      headers: 'LinkedHashMap',
      document: '#document',
      element: 'a',
      attribute: 'String',
    })
  })

  test('values that the script did not change keep their identity', async () => {
    const exchange = exchangeWith()
    const values = [new Date(0), Uint8Array.of(1, 2), ['a', new Map([['k', 1]])], { a: 1 }, parseXmlDocument('<a/>'), 'text', 1.5]
    values.forEach((value, index) => exchange.properties.set(`p${index}`, value))
    await run(`message.getProperties().each { name, value -> message.setProperty(name, value) }; message.setProperty('new', 1)`, exchange)
    values.forEach((value, index) => expect(exchange.properties.get(`p${index}`)).toBe(value))
  })

  test('a list that was changed in place comes back', async () => {
    const exchange = exchangeWith()
    exchange.properties.set('list', ['a'])
    await run(`message.getProperty('list').add('b')`, exchange)
    expect(exchange.properties.get('list')).toEqual(['a', 'b'])
  })

  test('values of Groovy arrive here as the type they look like', async () => {
    const exchange = await run(
      `def nested = [:]; nested.self = nested
      [a: 1, b: 2L, c: 9007199254740993L, d: 12345678901234567890G, e: 1.5d, f: 'x' as char, g: new Date(5), h: [1, [k: 'v']] as Object[], i: ['z'] as Set, j: [1, 2] as byte[]]
        .each { name, value -> message.setProperty(name, value) }`,
    )
    expect(Object.fromEntries(exchange.properties)).toEqual({
      a: 1,
      b: 2,
      c: 9007199254740993n,
      d: 12345678901234567890n,
      e: 1.5,
      f: 'x',
      g: new Date(5),
      h: [1, new Map([['k', 'v']])],
      i: ['z'],
      j: Uint8Array.of(1, 2),
    })
  })

  test('what has no counterpart is text here and itself for the next script', async () => {
    const exchange = await run(
      `class Order { int amount; String toString() { "order of $amount" } }; 1`.replace('; 1', '').length > 0
        ? `message.setProperty('decimal', 10.50); message.setProperty('double', 5.0d); message.setProperty('xml', new XmlSlurper().parseText('<a><b>1</b></a>'))
           message.setHeader('time', java.time.LocalDate.of(2026, 1, 2)); message.setProperty('keys', [(1): 'one']); def ring = []; ring << ring; message.setProperty('ring', ring)`
        : '',
    )
    expect(exchange.properties.get('decimal')).toBeInstanceOf(JavaObject)
    const shown = [...exchange.properties, ...exchange.headers]
      .filter(([name]) => name !== 'ring')
      .map(([name, value]) => [name, String(value)])
    expect(Object.fromEntries(shown)).toEqual({ decimal: '10.50', double: '5.0', xml: '1', time: '2026-01-02', keys: '{1=one}' })
    expect(JSON.stringify(exchange.properties.get('decimal'))).toBe('"10.50"')
    const before = exchange.properties.get('xml')
    await run(
      `message.setProperty('seen', [message.getProperty('decimal') instanceof BigDecimal, message.getProperty('xml').b.text(), message.getHeader('time').plusDays(1).toString(), message.getProperty('keys')[1]])`.replace(
        "getHeader('time')",
        "getHeaders().get('time')",
      ),
      exchange,
    )
    expect(exchange.properties.get('seen')).toEqual([true, '1', '2026-01-03', 'one'])
    expect(exchange.properties.get('xml')).toBe(before)
  })
})

describe('exceptions that a flow caught', () => {
  test('a failed HTTP call shows its getters', async () => {
    const failed = Object.assign(new Error('HTTP operation failed'), {
      name: 'org.apache.camel.component.ahc.AhcOperationFailedException',
      statusCode: 404,
      statusText: 'Not Found',
      url: 'http://x',
      responseBody: '{}',
      responseHeaders: new Headers([['X', 'y']]),
    })
    const exchange = exchangeWith()
    const caught = new StepError({ id: 'S', name: 's' }, failed)
    exchange.properties.set('CamelExceptionCaught', caught)
    await run(
      `def ex = message.getProperties().get('CamelExceptionCaught')
      message.setProperty('seen', [ex.getClass().getCanonicalName(), ex.getStatusCode(), ex.statusText, ex.getResponseBody(), ex.responseHeaders.X, ex.message, ex.url])`,
      exchange,
    )
    expect(exchange.properties.get('seen')).toEqual([
      'org.apache.camel.component.ahc.AhcOperationFailedException',
      404,
      'Not Found',
      '{}',
      'y',
      'HTTP operation failed',
      'http://x',
    ])
    expect(exchange.properties.get('CamelExceptionCaught')).toBe(caught)
  })

  test('the failure of an earlier script is a ScriptException', async () => {
    const exchange = exchangeWith()
    exchange.properties.set(
      'CamelExceptionCaught',
      new StepError({ id: 'S', name: 's' }, await failureOf(run(`throw new Exception('boom')`))),
    )
    await run(`message.setBody(message.getProperty('CamelExceptionCaught').toString())`, exchange)
    expect(exchange.body.asText()).toBe('javax.script.ScriptException: java.lang.Exception: boom@ line 2 in script1.groovy')
  })

  test('any other is an exception with its text', async () => {
    const exchange = exchangeWith()
    exchange.properties.set('CamelExceptionCaught', new SluiceError('processing-failed', 'no route'))
    await run(`def ex = message.getProperty('CamelExceptionCaught'); message.setBody(ex.class.name + ' ' + ex.message)`, exchange)
    expect(exchange.body.asText()).toBe('java.lang.Exception no route')
  })
})

describe('failures', () => {
  test('the text is the class, the message, the line and the file', async () => {
    const failure = await failureOf(run(`def x = 1\nthrow new IllegalStateException('no order')`))
    expect(failure).toMatchObject({
      code: 'processing-failed',
      message: 'javax.script.ScriptException: java.lang.IllegalStateException: no order@ line 3 in script1.groovy',
      javaClass: 'java.lang.IllegalStateException',
    })
    expect(failure.detail).toContain('at script1.processData(script1.groovy:3)')
  })

  test.each([
    [
      'a missing property',
      'nothing.x',
      'groovy.lang.MissingPropertyException: No such property: nothing for class: script1@ line 2 in script1.groovy',
    ],
    ['a null', 'null.foo()', 'java.lang.NullPointerException: Cannot invoke method foo() on null object@ line 2 in script1.groovy'],
    ['inside a closure', '[1].each {\nthrow new Exception("in") }', 'java.lang.Exception: in@ line 3 in script1.groovy'],
    [
      'inside the library',
      `new groovy.json.JsonSlurper().parseText('x')`,
      /^javax\.script\.ScriptException: groovy\.json\.JsonException: .*@ line 2 in script1\.groovy$/s,
    ],
    ['an error', 'assert 1 == 2', /AssertionError.*@ line 2 in script1\.groovy$/s],
    ['a stack overflow', 'def f; f = { f() }; f()', /^javax\.script\.ScriptException: java\.lang\.StackOverflowError/],
  ])('%s', async (_name, statements, expected) => {
    const failure = await failureOf(run(statements))
    expect(failure.message).toEqual(
      typeof expected === 'string' ? `javax.script.ScriptException: ${expected}` : expect.stringMatching(expected),
    )
  })

  test('what the script set before it failed is kept, log included', async () => {
    const exchange = exchangeWith()
    await failureOf(
      run(
        `message.setProperty('p', 1); message.setHeader('h', 2); message.setBody('b')
        messageLogFactory.getMessageLog(message).addAttachmentAsString('Log', 'text', 'text/plain')
        throw new Exception('late')`,
        exchange,
      ),
    )
    expect([exchange.properties.get('p'), exchange.headers.get('h'), exchange.body.asText(), exchange.log.attachments.length]).toEqual([
      1,
      2,
      'b',
      1,
    ])
  })

  test('a function that does not exist', async () => {
    const compiled = await compile(script(''))
    expect((await failureOf(compiled.run('other', exchangeWith()))).message).toContain(
      'No signature of method: script1.other() is applicable',
    )
  })

  test.each([
    ['a syntax error', 'def Message processData(Message message) {\n  def x = ;\n}', 'script1.groovy: line 2: unexpected token: ;'],
    [
      'an unknown class',
      'import com.example.Missing\ndef f(m) { m }',
      'script1.groovy: line 1: unable to resolve class com.example.Missing',
    ],
    [
      'two problems',
      'import a.B\nimport c.D\ndef f(m) { m }',
      'script1.groovy: line 1: unable to resolve class a.B\nscript1.groovy: line 2: unable to resolve class c.D',
    ],
  ])('%s fails the deployment with its line', async (_name, source, expected) => {
    expect(await failureOf(compile(source))).toMatchObject({ code: 'deploy-failed', message: expect.stringContaining(expected) })
  })

  test('a problem in an imported script names that script', async () => {
    const siblings = files({ 'script/Broken.groovy': 'class Broken {\n  int x = \n}' })
    const failure = await failureOf(
      compile('import src.main.resources.script.Broken\ndef processData(m) { new Broken(); m }', 'a.groovy', siblings),
    )
    expect(failure.message).toMatch(/^script\/Broken\.groovy: line \d+: /)
  })
})

describe('log', () => {
  test('properties, custom headers and attachments', async () => {
    const { log } = await run(
      `def log = messageLogFactory.getMessageLog(message)
      if (log != null) {
        log.setStringProperty('Logging#1', 'on'); log.setIntegerProperty('i', 1); log.setLongProperty('l', 2L); log.setBooleanProperty('b', true)
        log.setDoubleProperty('d', 1.5d); log.setFloatProperty('f', 2.5f); log.setDateProperty('t', new Date(0))
        log.addCustomHeaderProperty('OrderNo', '4711'); log.addCustomHeaderProperty('OrderNo', '4712')
        log.addAttachmentAsString('Payload', 'bödy', 'text/xml')
      }`,
    )
    expect(Object.fromEntries(log.properties)).toEqual({
      'Logging#1': 'on',
      i: '1',
      l: '2',
      b: 'true',
      d: '1.5',
      f: '2.5',
      t: '1970-01-01T00:00:00Z',
    })
    expect(log.customHeaders).toEqual([
      { name: 'OrderNo', value: '4711' },
      { name: 'OrderNo', value: '4712' },
    ])
    expect(log.attachments).toEqual([
      { id: expect.stringMatching(/^[0-9a-f]{32}$/), name: 'Payload', contentType: 'text/xml', content: Buffer.from('bödy'), time: 1_000 },
    ])
  })
})

describe('attachments', () => {
  const withAttachment = () => {
    const exchange = exchangeWith()
    exchange.attachments.set('a.txt', { contentType: 'text/plain', content: Buffer.from('one'), headers: new Map([['X', 'y']]) })
    return exchange
  }

  test('are read', async () => {
    const exchange = await run(
      `def all = message.getAttachments(); def wrapper = message.getAttachmentWrapperObjects().get('a.txt')
      message.setProperty('seen', [all.keySet() as List, all['a.txt'].content, all.values().iterator().next().contentType, wrapper.getHeader('X'), message.getAttachmentsSize()])`,
      withAttachment(),
    )
    expect(exchange.properties.get('seen')).toEqual([['a.txt'], 'one', 'text/plain', 'y', 3])
  })

  test('are added beside those that stay as they are', async () => {
    const exchange = withAttachment()
    const untouched = exchange.attachments.get('a.txt')
    await run(
      `import_ = 1
      def wrapper = new com.sap.gateway.ip.core.customdev.util.AttachmentWrapper(new javax.mail.util.ByteArrayDataSource('two'.bytes, 'text/csv'))
      message.addAttachmentHeader('K', 'v', wrapper)
      message.addAttachmentObject('b.csv', wrapper)`.replace('import_ = 1\n', ''),
      exchange,
    )
    expect(exchange.attachments.get('a.txt')).toBe(untouched)
    expect(exchange.attachments.get('b.csv')).toEqual({
      contentType: 'text/csv',
      content: new Uint8Array(Buffer.from('two')),
      headers: new Map([['K', 'v']]),
    })
  })

  test('are removed', async () => {
    const exchange = await run(`message.getAttachments().remove('a.txt')`, withAttachment())
    expect(exchange.attachments.size).toBe(0)
  })
})

describe('services', () => {
  const read = (alias: string) =>
    run(`def service = com.sap.it.api.ITApiFactory.getService(com.sap.it.api.securestore.SecureStoreService.class, null)
      def credential = service.getUserCredential('${alias}')
      message.setBody(credential.getUsername() + ':' + new String(credential.getPassword()) + ':' + credential.getPassword().toString())`)

  test('a user credential, whose char[] shows as its characters', async () => {
    expect((await read('BACKEND')).body.asText()).toBe('anna:pässword:pässword')
  })

  test('a secure parameter', async () => {
    expect((await read('API_KEY')).body.asText()).toBe(':k-1:k-1')
  })

  test('an alias that is not deployed', async () => {
    const failure = await failureOf(read('NOPE'))
    expect(failure.message).toBe(
      'javax.script.ScriptException: com.sap.it.api.securestore.exception.SecureStoreException: The credential NOPE is not deployed@ line 3 in script1.groovy',
    )
  })

  test('a service that is not offered is named', async () => {
    const failure = await failureOf(run('com.sap.it.api.ITApiFactory.getApi(com.sap.it.api.pd.PartnerDirectoryService.class, null)'))
    expect(failure.message).toContain('This server does not offer com.sap.it.api.pd.PartnerDirectoryService to scripts')
  })

  test('message.exchange shows the flow, the message and its properties', async () => {
    const exchange = await run(
      `def ex = message.exchange; ex.setProperty('p', 1); message.setBody(ex.getContext().getName() + ' ' + ex.getExchangeId() + ' ' + ex.in.getBody())
      message.setProperty('simple', org.apache.camel.builder.SimpleBuilder.simple('<\${camelId} \${property.p}>').evaluate(ex, String))`,
      exchangeWith(Body.text('b')),
    )
    expect([exchange.body.asText(), exchange.properties.get('simple')]).toEqual(['My_Flow AGUID b', '<My_Flow 1>'])
  })
})

describe('what scripts look like', () => {
  const body = async (source: string, name = 'script1.groovy', siblings = files(), functionName = 'processData') => {
    const exchange = exchangeWith(Body.text('<a><b>1</b></a>'))
    await (await compile(source, name, siblings)).run(functionName, exchange)
    return exchange.body.asText()
  }
  const head = 'import com.sap.gateway.ip.core.customdev.util.Message\n'

  test('Groovy 2.4 with XmlSlurper and without imports, MarkupBuilder, JsonSlurper, @Field', async () => {
    const source = `${head}import groovy.json.*
import groovy.transform.Field
import groovy.xml.MarkupBuilder
@Field String prefix = 'v'
@Field static final List LIST = [1, 2]
def Message processData(Message message) {
  def xml = new XmlSlurper().parse(message.getBody(java.io.Reader))
  def json = new JsonSlurper().parseText('{"n": 2}')
  def out = new StringWriter()
  new MarkupBuilder(out).r(v: GroovySystem.version) { LIST.each { i(prefix + it + xml.b.text() + json.n) } }
  message.setBody(out.toString().replaceAll(/\\s+/, ' '))
  return message
}`
    expect(await body(source)).toBe("<r v='2.4.21'> <i>v112</i> <i>v212</i> </r>")
  })

  test('a class with the name of its file, used by its functions', async () => {
    const source = `${head}class script1 {\n  static String greet() { 'hello' }\n}\ndef Message processData(Message message) {\n  message.setBody(script1.greet()); message }`
    expect(await body(source)).toBe('hello')
    const failing = `class script1 {\n}\ndef processData(m) {\n  throw new Exception('x') }`
    expect((await failureOf(body(failing))).message).toBe('javax.script.ScriptException: java.lang.Exception: x@ line 4 in script1.groovy')
  })

  test('a class alone in its file', async () => {
    expect(await body(`class Worker { def processData(message) { message.setBody('class'); message } }`, 'Worker.groovy')).toBe('class')
  })

  test('package script', async () => {
    const source = `package script\n${head}def Message processData(Message message) { message.setBody(this.class.name + ' ' + script.Helper.twice(2)); message }`
    const siblings = files({ 'script/Helper.groovy': 'package script\nclass Helper { static twice(n) { n * 2 } }' })
    expect(await body(source, 'script1.groovy', siblings)).toBe('script.script1 4')
  })

  test.each([
    ['by path in the project', 'import src.main.resources.script.Helper', 'package src.main.resources.script'],
    ['by path in a named project', 'import My_Flow.src.main.resources.script.Helper', 'package My_Flow.src.main.resources.script'],
    ['by name', '', ''],
  ])('another script imported %s', async (_name, imports, packageLine) => {
    const siblings = files({
      'script/Helper.groovy': `${packageLine}\nclass Helper { static greet(name) { "hello $name" } }`,
      'script/other.js': 'x',
    })
    expect(
      await body(`${head}${imports}\ndef Message processData(Message m) { m.setBody(Helper.greet('you')); m }`, 'script1.groovy', siblings),
    ).toBe('hello you')
  })

  test('files of the artifact are on the class path', async () => {
    const source = `def processData(m) { m.setBody(this.class.getResource('/xsd/a.xsd').text + this.class.getResourceAsStream('/json/b.json').text); m }`
    expect(await body(source, 'script1.groovy', files({ 'xsd/a.xsd': '<x/>', 'json/b.json': '{}' }))).toBe('<x/>{}')
  })

  test('names with blanks, dashes and brackets, other functions, functions without types', async () => {
    expect(await body('def other(message) { message.setBody("ok"); message }', 'my script-1 (2).groovy', files(), 'other')).toBe('ok')
  })

  test('a function that returns nothing or text changes the message all the same', async () => {
    expect(await body('def processData(message) { message.setBody("done"); return "text" }')).toBe('done')
  })

  test('calls share no variables', async () => {
    const compiled = await compile(
      'import groovy.transform.Field\n@Field int count = 0\ndef processData(m) { count++; binding.setVariable("x", count); m.setBody("$count"); m }',
    )
    const bodies = await Promise.all(
      [1, 2, 3].map(async () => {
        const exchange = exchangeWith()
        await compiled.run('processData', exchange)
        return exchange.body.asText()
      }),
    )
    expect(bodies).toEqual(['1', '1', '1'])
  })

  test('functions are known without running', async () => {
    const compiled = await compile(`${head}def Message processData(Message m) { m }\nMessage second(Message m) { m }\ndef noMessage() {}`)
    expect([...compiled.functions]).toEqual(['processData', 'second'])
  })

  test('what a script prints goes to the log', async () => {
    const lines: unknown[] = []
    const printing = await testHost({ logger: { info: (_message, fields) => lines.push(fields?.line), warn() {}, error() {} } })
    const compiled = await printing.compile({
      language: 'groovy',
      name: 'a.groovy',
      source: 'def processData(m) { println "one"; System.out.println("two"); m }',
      siblings: files(),
    })
    await compiled.run('processData', exchangeWith())
    await printing.stop()
    expect(lines).toEqual(['one', 'two'])
  })
})
