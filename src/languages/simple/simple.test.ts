import { parseXmlDocument } from 'slimdom'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Body } from '../../engine/body.ts'
import { Exchange } from '../../engine/exchange.ts'
import { MessageLog } from '../../engine/message-log.ts'
import { compileSimple, compileSimplePredicate, compileSimpleText } from './simple.ts'

const created = Date.UTC(2026, 0, 31, 23, 30)
const now = Date.UTC(2026, 1, 1, 0, 15, 30, 250)

function exchange(): Exchange {
  const log = new MessageLog({
    messageGuid: 'AGguid',
    correlationId: 'AGcorrelation',
    flowId: 'Order_Flow',
    flowName: 'Order Flow',
    start: created,
  })
  const message = new Exchange(log, created, Body.text('Hello World'))
  for (const [name, value] of HEADERS) message.headers.set(name, value)
  for (const [name, value] of PROPERTIES) message.properties.set(name, value)
  return message
}

const HEADERS: [string, unknown][] = [
  ['Content-Type', 'application/json'],
  ['x-csrf-token', 'abc'],
  ['CamelFileName', 'in/orders/june.tar.gz'],
  ['CamelFileLength', 1234],
  ['status', 200],
  ['query', 'from=2026-01-01&to=2026-01-31'],
  ['stamp', Date.UTC(2025, 4, 6)],
  ['iso', '2025-05-06T07:08:09Z'],
  ['nonsense', 'soon'],
  ['yes', true],
]

const PROPERTIES: [string, unknown][] = [
  ['name', '  Ada  '],
  ['xml.NameA', 'dotted'],
  ['bp-alias', 'dashed'],
  ['Connection Mode', 'blank'],
  ['Receiver14.SuccessFactors.hasMoreRecords', 'true'],
  ['retryQuery_$filter', 'a eq 1'],
  ['count', 3],
  ['long', 3n],
  ['largest', 2n ** 63n - 1n],
  ['text-count', '3'],
  ['list', ['a', 'b', 'c']],
  ['none', []],
  [
    'map',
    new Map<string, unknown>([
      ['key', 'value'],
      ['inner', ['x']],
    ]),
  ],
  ['node', parseXmlDocument('<order id="7"><item>pen</item></order>').documentElement],
  ['bytes', Buffer.from('raw')],
  ['empty', ''],
  ['which', 'name'],
  ['CamelExceptionCaught', Object.assign(new Error('boom'), { statusCode: 404, cause: new Error('root') })],
]

beforeEach(() => {
  vi.useFakeTimers({ now })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('compileSimpleText', () => {
  it.each([
    ['', ''],
    ['plain $ text {} }', 'plain $ text {} }'],
    ['  blanks stay  ', '  blanks stay  '],
    ['a\\nb\\tc\\rd\\}e\\x', 'a\nb\tc\rd}e\\x'],
    ['{"id":"${property.count}"}', '{"id":"3"}'],
    ['${body}', 'Hello World'],
    ['${in.body}!', 'Hello World!'],
    ['$simple{body}', 'Hello World'],
    ['${ body }', 'Hello World'],
    ['${body.length}', '11'],
    ['${in.body.length}', '11'],
    ['${in.body.length()}', '11'],
    ['${bodyAs(String)}', 'Hello World'],
    ['${bodyAs(java.lang.String).toUpperCase()}', 'HELLO WORLD'],
    ['${mandatoryBodyAs(String)}', 'Hello World'],
    ['${header.Content-Type}', 'application/json'],
    ['${header.content-type}', 'application/json'],
    ['${headers.Content-Type}', 'application/json'],
    ['${in.header.Content-Type}', 'application/json'],
    ['${in.headers.Content-Type}', 'application/json'],
    ['${header[Content-Type]}', 'application/json'],
    ["${header['Content-Type']}", 'application/json'],
    ["${headers['Content-Type'].length()}", '16'],
    ['${header?.Content-Type}', 'application/json'],
    ['${headerAs(status, String)}', '200'],
    ['${header.missing}', ''],
    ['${header.missing.toUpperCase().trim()}', ''],
    ['[${header.missing}]', '[]'],
    ['${property.xml.NameA}', 'dotted'],
    ['${property.xml.NameA.toUpperCase()}', 'DOTTED'],
    ['${property[xml.NameA]}', 'dotted'],
    ['${exchangeProperty.bp-alias}', 'dashed'],
    ['${exchangeProperty[bp-alias]}', 'dashed'],
    ['${property.Connection Mode}', 'blank'],
    ['${property.Receiver14.SuccessFactors.hasMoreRecords}', 'true'],
    ['${property.retryQuery_$filter}', 'a eq 1'],
    ['?$select=${property.name.trim()}&$filter=${property.retryQuery_$filter}', '?$select=Ada&$filter=a eq 1'],
    ['${property.${property.which}}', '  Ada  '],
    ['${header.query.substring(5,15)}', '2026-01-01'],
    ['${header.query.substring(20)}', '2026-01-31'.slice(1)],
    ["${header.query.split('&')[1]}", 'to=2026-01-31'],
    ["${header.query.replace('-', '')}", 'from=20260101&to=20260131'],
    ["${header.query.replaceAll('(\\d+)-(\\d+)-(\\d+)', '$3.$2.$1')}", 'from=01.01.2026&to=31.01.2026'],
    ["${header.query.replaceFirst('(?i)FROM', 'since')}", 'since=2026-01-01&to=2026-01-31'],
    ["${header.query.indexOf('to')}", '16'],
    ["${header.query.lastIndexOf('2026')}", '19'],
    ["${header.query.contains('to=')}", 'true'],
    ["${header.query.startsWith('from') }", 'true'],
    ['${header.query.endsWith("x")}', 'false'],
    ["${header.query.equals('x')}", 'false'],
    ["${header.Content-Type.equalsIgnoreCase('APPLICATION/JSON')}", 'true'],
    ["${header.query.matches('from=.*')}", 'true'],
    ["${property.name.trim().concat('!')}", 'Ada!'],
    ['${property.name.trim().charAt(1)}', 'd'],
    ['${property.name.isEmpty()}', 'false'],
    ['${property.empty.empty}', 'true'],
    ['${property.list}', '[a, b, c]'],
    ['${property.list[1]}', 'b'],
    ['${property.list[last]}', 'c'],
    ['${property.list[last-2]}', 'a'],
    ['${property.list.get(2)}', 'c'],
    ['${property.list.size()}', '3'],
    ['${property.list.size}', '3'],
    ["${property.list.contains('b')}", 'true'],
    ['${property.none.isEmpty()}', 'true'],
    ['${property.map}', '{key=value, inner=[x]}'],
    ['${property.map[key]}', 'value'],
    ["${property.map.get('key').toUpperCase()}", 'VALUE'],
    ['${property.map[inner][0]}', 'x'],
    ['${property.map[nothing]?.length()}', ''],
    ['${property.node}', '<order id="7"><item>pen</item></order>'],
    ['${property.node.textContent}', 'pen'],
    ["${property.node.getAttribute('id')}", '7'],
    ['${property.bytes}', 'raw'],
    ['${property.bytes.length}', '3'],
    ['${property.count}++', '4'],
    ['${property.text-count}--', '2'],
    ['${property.count}++ and more', '4 and more'],
    ['${property.count}++x', '3++x'],
    ['${property.count.class.name}', 'java.lang.Integer'],
    ['${exception.message}', 'boom'],
    ['${exception.getMessage()}', 'boom'],
    ['${exception.cause.message}', 'root'],
    ['${exception.statusCode}', '404'],
    ['${exception}', 'Error: boom'],
    ['${property.CamelExceptionCaught}', 'Error: boom'],
    ['${camelId}', 'Order_Flow'],
    ['${exchangeId}', 'AGguid'],
    ['${id}', 'AGguid'],
    ['${null}', ''],
    ['${file:name}', 'in/orders/june.tar.gz'],
    ['${file:name.ext}', 'tar.gz'],
    ['${file:name.ext.single}', 'gz'],
    ['${file:name.noext}', 'in/orders/june'],
    ['${file:name.noext.single}', 'in/orders/june.tar'],
    ['${file:onlyname}', 'june.tar.gz'],
    ['${file:onlyname.noext}', 'june'],
    ['${file:onlyname.noext.single}', 'june.tar'],
    ['${file:ext}', 'tar.gz'],
    ['${file:size}', '1234'],
    ['${file:parent}', ''],
    ['${date:now:yyyy-MM-dd}', '2026-02-01'],
    ["${date:now:yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}", '2026-02-01T00:15:30.250Z'],
    ["${date:now:yyyy-MM-dd'T'HH:mm:ss}Z", '2026-02-01T00:15:30Z'],
    ['${date:now}', 'Sun Feb 01 00:15:30 UTC 2026'],
    ['${date:now-24h:yyyy-MM-dd}', '2026-01-31'],
    ['${date:now+1d:dd}', '02'],
    ['${date:now+1h30m:HH:mm}', '01:45'],
    ['${date:now-1h+10s:HH:mm:ss}', '23:15:40'],
    ['${date:now+500:ss.SSS}', '30.750'],
    ['${date:exchangeCreated:HHmm}', '2330'],
    ['${date:header.stamp:yyyyMMdd}', '20250506'],
    ['${date:in.header.iso-7h:HH:mm}', '00:08'],
    ['${date:header.missing:yyyyMMdd}', ''],
    ['${date-with-timezone:now:CET:ddMMyyyyHHmm}', '010220260115'],
    ['${date-with-timezone:now:Europe/Berlin:HH:mm z}', '01:15 CET'],
    ['${date-with-timezone:now-1h:UTC:yyyyMMddhhmmss}', '20260131111530'],
  ])('%s', (text, expected) => {
    expect(compileSimpleText(text)(exchange())).toBe(expected)
  })

  it('has the stack of the caught exception', () => {
    expect(compileSimpleText('${exception.stacktrace}')(exchange())).toMatch(/^Error: boom\n {4}at /)
  })

  it('has no exception outside of an exception subprocess', () => {
    const message = exchange()
    message.properties.delete('CamelExceptionCaught')
    expect(compileSimpleText('[${exception.message}${exception}${exception.cause.message}]')(message)).toBe('[]')
  })

  it('draws random numbers below the bound', () => {
    const drawn = Array.from({ length: 50 }, () => Number(compileSimpleText('${random(5,8)}')(exchange())))
    expect(drawn.every((number) => number >= 5 && number < 8)).toBe(true)
  })

  it('compiles a nested function anew for another name', () => {
    const render = compileSimpleText('${property.${header.which}}')
    const message = exchange()
    message.headers.set('which', 'count')
    expect(render(message)).toBe('3')
    message.headers.set('which', 'xml.NameA')
    expect(render(message)).toBe('dotted')
  })
})

describe('compileSimple', () => {
  it.each<[string, unknown]>([
    ['${header.status}', 200],
    ['${header.missing}', null],
    ['${null}', null],
    ['${property.list}', ['a', 'b', 'c']],
    ['${bodyAs(byte[])}', Buffer.from('Hello World')],
    ['${date:now}', new Date(now)],
    ['${property.count}++', 4],
    ['x${header.status}', 'x200'],
    ['', ''],
  ])('%s keeps its type', (text, expected) => {
    expect(compileSimple(text)(exchange())).toEqual(expected)
  })

  it('yields the body itself', () => {
    const message = exchange()
    expect(compileSimple('${in.body}')(message)).toBe(message.body)
  })

  it('reads the body as document', () => {
    const message = exchange()
    message.body = Body.text('<a>1</a>')
    expect(compileSimpleText('${bodyAs(org.w3c.dom.Document).documentElement.textContent}')(message)).toBe('1')
  })
})

describe('compileSimplePredicate', () => {
  it.each([
    ["${header.status} = '200'", true],
    ["${header.status} == '200'", true],
    ['${header.status} = 200', true],
    ['${header.status} == 200.0', true],
    ["  ${header.status} = '200'  ", true],
    ["${header.status}='200'", true],
    ['${header.Content-Type} = "application/json"', true],
    ["${property.text-count} = '3.0'", false],
    ["${property.count} = '3.0'", true],
    ["${header.yes} = 'TRUE'", true],
    ['${header.yes} = true', true],
    ['${header.yes} = false', false],
    ["${header.Content-Type} =~ 'APPLICATION/json'", true],
    ["${header.Content-Type} !=~ 'APPLICATION/json'", false],
    ["${header.status} != '404'", true],
    ['${header.missing} = null', true],
    ['${header.missing} != null', false],
    ["${header.missing} = ''", false],
    ["${header.missing} != ''", true],
    ["${property.empty} = ''", true],
    ['${property.empty} = null', false],
    ['${header.missing} = ${header.absent}', true],
    ['${header.status} != ${property.count}', true],
    ["'200' = ${header.status}", true],
    ["${property.text-count} > '20'", false],
    ["${property.text-count} < '20'", true],
    ["${property.text-count} >= '3'", true],
    ['${property.text-count} <= 3', true],
    ["${header.status} > '199.5'", true],
    ["${property.which} > 'mango'", true],
    ["${header.missing} > '0'", false],
    ["${header.missing} <= '0'", false],
    ['${header.missing} >= null', true],
    ["${header.Content-Type} contains 'json'", true],
    ["${header.Content-Type} contains 'xml'", false],
    ["${header.Content-Type} not contains 'xml'", true],
    ["${header.Content-Type} !contains 'xml'", true],
    ["${header.Content-Type} ~~ 'JSON'", true],
    ["${header.missing} contains 'x'", false],
    ["${property.list} contains 'b'", true],
    ["${header.status} in '200,201'", true],
    ["${header.status} not in '200,201'", false],
    ["${header.status} !in '500,501'", true],
    ["${header.Content-Type} in 'text/plain,application/json'", true],
    ["'b' in ${property.list}", true],
    ['${header.status} in ${header.missing}', false],
    ["${property.which} regex 'n.me'", true],
    ["${property.which} regex 'n.m'", false],
    ["${property.which} regex '(?i)(NAME|x)'", true],
    ["${property.which} not regex '\\d+'", true],
    ["${header.missing} regex '.*'", false],
    ['${property.which} regex ${property.which}', true],
    ["${header.Content-Type} startsWith 'application'", true],
    ["${header.Content-Type} starts with 'text'", false],
    ["${header.Content-Type} endsWith '/json'", true],
    ["${header.Content-Type} ends with '/xml'", false],
    ["${header.status} range '100..299'", true],
    ["${header.status} not range '100..199'", true],
    ["${header.Content-Type} is 'java.lang.String'", true],
    ["${header.status} is 'Integer'", true],
    ["${header.status} is 'Long'", true],
    ["${property.long} is 'java.lang.Long'", true],
    ["${property.long} is 'Number'", true],
    ["${property.long} is 'Integer'", false],
    ["${property.long} = '3.0'", true],
    ['${property.long} = ${property.count}', true],
    ["${property.long} < '10'", true],
    ["${property.largest} > '9223372036854775806'", true],
    ['${property.largest} = ${property.long}', false],
    ["${property.long} range '1..3'", true],
    ["${property.long} in '1,3'", true],
    ["${property.long}++ = '4'", true],
    ["${property.long.intValue()} = '3'", true],
    ["${property.long.doubleValue()} = '3'", true],
    ["${property.long.compareTo('4')} = '-1'", true],
    ["${property.largest.longValue()} = '9223372036854775807'", true],
    ["${header.status} not is 'String'", true],
    ["${header.missing} is 'String'", false],
    ["${property.name.trim().toUpperCase()} = 'ADA'", true],
    ["${property.name.trim().length()} = '3'", true],
    ["${property.none.size()} = '0'", true],
    ["${header.missing.trim().length()} = '0'", false],
    ["${header.missing} = null or ${header.missing.trim().length()} = '0'", true],
    ["${property.which} = '${property.which}'", true],
    ["${property.which} = 'x${property.which}'", false],
    ["${date:now:yyyy} = '2026'", true],
    ["${header.status} = '1' and ${header.status} = '200'", false],
    ["${header.status} = '1' && ${header.status} = '200'", false],
    ["${header.status} = '1' or ${header.status} = '200'", true],
    ["${header.status} = '1' || ${header.status} = '200'", true],
    ["${header.status} = '200' or ${header.status} = '1' and ${header.status} = '2'", false],
    ["${property.retryQuery_$filter} != null and ${property.retryQuery_$filter} != ''", true],
    ["${property.count}++ = '4'", true],
    ['${header.yes}', true],
    ["${property.Receiver14.SuccessFactors.hasMoreRecords} contains 'true'", true],
    ['${header.missing}', false],
    ['${property.list}', true],
    ['${property.none}', false],
    ["${header.query.contains('to')}", true],
    ["${header.query.contains('zz')}", false],
    ['${header.query.contains("or ")}', false],
    ['true', true],
    ['false', false],
    ["'and' = 'and'", true],
    ["${property.which} = 'O\\'", false],
  ])('%s is %s', (text, expected) => {
    expect(compileSimplePredicate(text)(exchange())).toBe(expected)
  })
})

describe('mistakes', () => {
  it.each([
    ['${foo}', "Simple expression '${foo}': unknown function 'foo' at position 1"],
    ['a${body} ${bean:x}', "Simple expression 'a${body} ${bean:x}': unknown function 'bean:x' at position 10"],
    ['${type:java.lang.String}', "unknown function 'type:java.lang.String' at position 1"],
    ['${header}', "unknown function 'header' at position 1"],
    ['${header.}', "unknown function 'header.' at position 1"],
    ['${file:nothing}', "unknown function 'file:nothing' at position 1"],
    ['${date:tomorrow:yyyy}', "unknown function 'date:tomorrow:yyyy' at position 1"],
    ['${random(5,2)}', "unknown function 'random(5,2)' at position 1"],
    ['${date:now:yyyy-bb}', 'Date format yyyy-bb holds the unknown letter b at position 1'],
    ['x ${body', 'the function has no closing brace at position 3'],
  ])('%s does not compile', (text, expected) => {
    expect(() => compileSimple(text)).toThrow(expected)
  })

  it.each([
    ['', 'a value is missing at position 1'],
    ['${header.a} =', 'a value is missing at position 14'],
    ['${header.a} = abc', "a value must be quoted, not 'abc' at position 15"],
    ["${header.a} = 'abc", 'the quote does not end at position 15'],
    ["${header.a} equals 'b'", "unexpected text 'equals 'b'' at position 13"],
    ["${header.a} = 'b' ${header.c}", "unexpected text '${header.c}' at position 19"],
    ["(${header.a} = 'b')", "a value must be quoted, not '(${header.a} = 'b')' at position 1"],
    ["${header.a} regex '('", 'The regular expression ( cannot be read at position 18'],
    ["${header.a} = '${nope}'", "unknown function 'nope'"],
  ])('%s is no condition', (text, expected) => {
    expect(() => compileSimplePredicate(text)).toThrow(expected)
  })

  it('is a deploy error', () => {
    expect(() => compileSimple('${foo}')).toThrow(expect.objectContaining({ name: 'SluiceError', code: 'deploy-failed' }))
  })

  it.each([
    ['${header.query.substring(5,99)}', 'substring(5,99) is outside of a text of length 29'],
    ['${header.query.shout()}', 'java.lang.String has no method shout'],
    ['${property.list[7]}', '[7] is outside of a list of 3 elements'],
    ['${header.status[0]}', 'java.lang.Integer has no elements to take [0] from'],
    ['${property.map[nothing].length()}', 'length was called on nothing'],
    ['${date:header.nonsense:yyyy}', "nonsense holds no date: 'soon'"],
    ['${headerAs(query, Integer)}', "'from=2026-01-01&to=2026-01-31' is not of type Integer"],
    ['${header.query}++', "'from=2026-01-01&to=2026-01-31' is no number to count from"],
  ])('%s fails while it runs', (text, expected) => {
    expect(() => compileSimple(text)(exchange())).toThrow(expect.objectContaining({ code: 'processing-failed', message: expected }))
  })

  it('refuses an empty body where one must be', () => {
    const message = exchange()
    message.body = Body.empty
    expect(() => compileSimple('${mandatoryBodyAs(String)}')(message)).toThrow('mandatoryBodyAs: the body is empty')
  })
})
