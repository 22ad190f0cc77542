import { parseXmlDocument } from 'slimdom'
import { describe, expect, test } from 'vitest'
import { Body } from '../../engine/body.ts'
import { Headers } from '../../engine/headers.ts'
import { exchangeWith, failureOf, scriptBench } from './fixtures/script-bench.ts'
import { JavaObject } from './java-object.ts'

const { run } = scriptBench()

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
    ['Groovy node', `new XmlParser().parseText('<a/>')`, '<?xml version="1.0" encoding="UTF-8"?>\n<a/>\n'],
  ])('a %s becomes the body', async (_kind, expression, expected) => {
    const exchange = await run(`message.setBody(${expression})`, exchangeWith(Body.text('<a><b/></a>')))
    expect(exchange.body.asText()).toBe(expected)
  })

  test('bytes stay bytes', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    const exchange = await run(
      'message.setBody((message.getBody(byte[].class) as List).reverse() as byte[])',
      exchangeWith(Body.bytes(bytes)),
    )
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
      `message.setProperty('types', message.getProperties().collectEntries { name, value -> [name, value instanceof org.w3c.dom.Node ? value.nodeName : value.getClass().simpleName] })`,
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
    for (const [index, value] of values.entries()) exchange.properties.set(`p${index}`, value)
    await run(`message.getProperties().each { name, value -> message.setProperty(name, value) }; message.setProperty('new', 1)`, exchange)
    for (const [index, value] of values.entries()) expect(exchange.properties.get(`p${index}`)).toBe(value)
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
      b: 2n,
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

  test('a Long stays a Long for the next script, whoever carried it there', async () => {
    const exchange = await run(
      `message.setProperty('count', 2147483647L)
      message.setHeader('small', 5L)
      message.setProperty('int', 2147483647)
      message.setProperty('nested', [a: [1L, 2]])
      message.setProperty('large', Long.MIN_VALUE)`,
    )
    exchange.properties.set('carried', exchange.headers.get('small'))
    await run(
      `def sum = message.getProperty('count') + 1
      def values = [sum, message.getProperty('int') + 1, message.getProperty('carried'), message.getProperty('large')] + message.getProperty('nested').a
      message.setProperty('seen', values.collect { "$it \${it.class.simpleName}" as String })`,
      exchange.copy(),
    ).then(({ properties }) =>
      expect(properties.get('seen')).toEqual([
        '2147483648 Long',
        '-2147483648 Integer',
        '5 Long',
        '-9223372036854775808 Long',
        '1 Long',
        '2 Integer',
      ]),
    )
  })

  test('what has no counterpart is text here and itself for the next script', async () => {
    const exchange = await run(
      `message.setProperty('decimal', 10.50)
      message.setProperty('double', 5.0d)
      message.setProperty('xml', new XmlSlurper().parseText('<a><b>1</b></a>'))
      message.setHeader('time', java.time.LocalDate.of(2026, 1, 2))
      message.setProperty('keys', [(1): 'one'])
      def ring = []; ring << ring; message.setProperty('ring', ring)`,
    )
    expect(exchange.properties.get('decimal')).toBeInstanceOf(JavaObject)
    const shown = [...exchange.properties, ...exchange.headers]
      .filter(([name]) => name !== 'ring')
      .map(([name, value]) => [name, String(value)])
    expect(Object.fromEntries(shown)).toEqual({ decimal: '10.50', double: '5.0', xml: '1', time: '2026-01-02', keys: '{1=one}' })
    expect(JSON.stringify(exchange.properties.get('decimal'))).toBe('"10.50"')
    const before = exchange.properties.get('xml')
    await run(
      `message.setProperty('seen', [message.getProperty('decimal') instanceof BigDecimal, message.getProperty('xml').b.text(),
        message.getHeaders().get('time').plusDays(1).toString(), message.getProperty('keys')[1]])`,
      exchange,
    )
    expect(exchange.properties.get('seen')).toEqual([true, '1', '2026-01-03', 'one'])
    expect(exchange.properties.get('xml')).toBe(before)
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
    expect(exchange.properties.get('seen')).toEqual([['a.txt'], 'one', 'text/plain', 'y', 3n])
  })

  test('are added beside those that stay as they are', async () => {
    const exchange = withAttachment()
    const untouched = exchange.attachments.get('a.txt')
    await run(
      `def wrapper = new com.sap.gateway.ip.core.customdev.util.AttachmentWrapper(new javax.mail.util.ByteArrayDataSource('two'.bytes, 'text/csv'))
      message.addAttachmentHeader('K', 'v', wrapper)
      message.addAttachmentObject('b.csv', wrapper)`,
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
