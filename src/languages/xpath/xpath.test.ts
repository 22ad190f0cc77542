import { parseXmlDocument, serializeToWellFormedString } from 'slimdom'
import { describe, expect, it } from 'vitest'
import { exchangeOf } from '../exchange.fixture.ts'
import { isNode } from '../simple/value.ts'
import { compileXPath } from './xpath.ts'
import { bodyOf, compileXPathValue } from './xpath-value.ts'

const orders = `<?xml version="1.0"?>
<orders xmlns:p="urn:partner" date="2026-02-01T10:00:00Z">
  <order id="1"><item>pen</item><total>9.5</total></order>
  <order id="2"><item>Ink</item><total>10</total></order>
  <p:partner>Ada</p:partner>
  <status> new  order </status>
</orders>`

const namespaces = new Map([['a', 'urn:partner']])

function message() {
  return exchangeOf({
    body: orders,
    headers: { wanted: 'Ink', limit: 10, long: 10n, huge: 2n ** 62n },
    properties: { wanted: 'pen', own: '2', node: parseXmlDocument('<x><y>deep</y></x>').documentElement, bytes: Buffer.from('pen') },
  })
}

describe('compileXPath', () => {
  it.each([
    ['/orders/order/item', 'pen'],
    ['/orders/order/item/', 'pen'],
    ['  /orders/order/item/text()  ', 'pen'],
    ['orders/order[2]/item', 'Ink'],
    ['//order[total > 9.9]/item', 'Ink'],
    ['//@id', '1'],
    ['//a:partner', 'Ada'],
    ['//*:partner', 'Ada'],
    ["//*[local-name()='partner']", 'Ada'],
    ['//partner', ''],
    ['/orders/nothing', ''],
    ['count(//order)', '2'],
    ['sum(//total)', '19.5'],
    ["string-join(//item, ',')", 'pen,Ink'],
    ['lower-case(//order[2]/item)', 'ink'],
    ['normalize-space(//status)', 'new order'],
    ['string-length(//order[1]/item)', '3'],
    ["xs:dateTime(/orders/@date) + xs:dayTimeDuration('P1D')", '2026-02-02T10:00:00Z'],
    ["if (//order) then 'some' else 'none'", 'some'],
    ["''", ''],
    ['$wanted', 'Ink'],
    ['$own', '2'],
    ['//order[@id = $own]/item', 'Ink'],
    ['//order[total = $limit]/@id', '2'],
    ['//order[total = $long]/@id', '2'],
    ['$huge', '4611686018427387904'],
    ['$node/y', 'deep'],
    ['$bytes', 'pen'],
    ['$nobody', ''],
    ['for $i in //item return upper-case($i)', 'PEN'],
  ])('text of %s', (expression, expected) => {
    expect(compileXPath(expression, namespaces).text(message())).toBe(expected)
  })

  it.each([
    ['//order', true],
    ['//nothing', false],
    ['/orders/order/total > 9.9', true],
    ["//item = 'pen' and not(//item = 'nib')", true],
    ["//item != 'pen'", true],
    ["$own = '2'", true],
    ["$nobody = '2'", false],
    ['count(//order) = 0', false],
    ['/orders/count(order) = 2', true],
    ['/orders[*]', true],
  ])('test of %s', (expression, expected) => {
    expect(compileXPath(expression, namespaces).test(message())).toBe(expected)
  })

  it('yields nodes and atomic values in order', () => {
    const items = compileXPath('(//item, 7)', namespaces).items(message())
    expect(items.map((item) => (isNode(item) ? serializeToWellFormedString(item) : item))).toEqual([
      '<item>pen</item>',
      '<item>Ink</item>',
      7,
    ])
  })

  it('takes names without prefix for no namespace', () => {
    const inNamespace = exchangeOf({ body: '<orders xmlns="urn:x"><order/></orders>' })
    expect(compileXPath('//order', namespaces).test(inNamespace)).toBe(false)
    expect(compileXPath('//x:order', new Map([['x', 'urn:x']])).test(inNamespace)).toBe(true)
  })

  it('works on a node of the caller', () => {
    const order = parseXmlDocument('<order><item>nib</item></order>').documentElement!
    expect(compileXPath('string(item)', namespaces).itemsIn(order, message())).toEqual(['nib'])
  })

  it.each([
    ['//b:x', "XPath '//b:x': the prefix b is missing in the namespace mapping"],
    ['//order[', "XPath '//order[': Failed to parse script. Expected end of input at position 8"],
    ['$a[', "XPath '$a['"],
    ['shout(1)', 'http://www.w3.org/2005/xpath-functions}shout with arity of 1 not registered'],
    [' ', 'The XPath expression is empty'],
  ])('does not compile %s', (expression, reason) => {
    expect(() => compileXPath(expression, namespaces)).toThrow(
      expect.objectContaining({ code: 'deploy-failed', message: expect.stringContaining(reason) }),
    )
  })

  it.each([
    ['', "XPath '//x' needs an XML body, but the body is empty"],
    ['{"a":1}', /^XPath '\/\/x' needs an XML body\. The body is not well-formed XML: /],
  ])('fails on the body %j', (body, reason) => {
    expect(() => compileXPath('//x', namespaces).text(exchangeOf({ body }))).toThrow(reason)
  })

  it('fails when values do not compare', () => {
    expect(() => compileXPath('//item > 9', namespaces).test(message())).toThrow(
      expect.objectContaining({ code: 'processing-failed', message: expect.stringContaining("XPath '//item > 9': FORG0001") }),
    )
  })

  it('takes less than half a millisecond on a small document', () => {
    const xpath = compileXPath('/orders/order[@id = $own]/item', namespaces)
    const exchange = message()
    for (let round = 0; round < 500; round++) xpath.text(exchange)
    const start = performance.now()
    for (let round = 0; round < 1000; round++) xpath.text(exchange)
    expect((performance.now() - start) / 1000).toBeLessThan(0.5)
  })
})

describe('compileXPathValue', () => {
  it.each<[string, string, unknown]>([
    ['//total', '', '9.5'],
    ['//total', 'java.lang.String', '9.5'],
    ['//total', 'java.lang.Strng', '9.5'],
    ['//nothing', 'String', ''],
    ['//total', 'java.lang.Integer', 9],
    ['//nothing', 'java.lang.Integer', null],
    ['//total', 'java.lang.Double', 9.5],
    ['//total', 'java.lang.Boolean', true],
    ['//nothing', 'Boolean', false],
    ['//nothing', 'org.w3c.dom.Node', null],
    ['//nothing', 'org.w3c.dom.NodeList', null],
    ['//nothing', 'org.w3c.dom.Document', null],
    ['//item', 'byte[]', Buffer.from('pen')],
  ])('%s as %s', (expression, type, expected) => {
    expect(compileXPathValue(expression, namespaces, type)(message())).toEqual(expected)
  })

  it.each([
    ['//item', 'org.w3c.dom.Node', '<item>pen</item>'],
    ['//item', 'NodeList', '<item>pen</item><item>Ink</item>'],
    ['//item', 'org.w3c.dom.Document', '<item>pen</item>'],
    ['//@id', 'Nodelist', '12'],
    ['//item/text()', 'Nodelist', 'penInk'],
    ['count(//item)', 'Nodelist', '2'],
    ['//a:partner', 'Node', '<p:partner xmlns:p="urn:partner">Ada</p:partner>'],
    ['//nothing', 'Nodelist', ''],
    ['//item', 'Boolean', 'true'],
  ])('body of %s as %s', (expression, type, expected) => {
    expect(bodyOf(compileXPathValue(expression, namespaces, type)(message())).asText()).toBe(expected)
  })
})
