import { describe, expect, test } from 'vitest'
import { call, constant, type MappingSketch, map, source } from './fixtures/mapping-bench.ts'

const OBJECT = '/__$$DuMmY_RoOt$$__'
const ARRAY = '/__$$RoOt_ArRaY$$__'

const API = JSON.stringify({
  paths: {
    '/orders': {
      post: { requestBody: { content: { 'application/json': { schema: { $ref: '#/Order' } } } } },
      get: { responses: { 200: { content: { 'application/json': { schema: { type: 'array', items: { $ref: '#/Order' } } } } } } },
    },
  },
  Order: {
    properties: {
      id: { type: 'integer' },
      open: { type: 'boolean' },
      tags: { type: 'array', items: {} },
      lines: { type: 'array', items: { properties: { no: {}, '@type': {} } } },
      customer: { type: 'object', properties: { 'xml:lang': {} } },
    },
  },
})

const json = (operation: string) => ({ type: 'json', file: 'api.json', content: API, root: operation })
const POST = json('/orders__$delim$__POST__$delim$__Request')
const GET = json('/orders__$delim$__GET__$delim$__Response__$delim$__200')

const fromJson = (target: MappingSketch['target'], targets: MappingSketch['targets']): MappingSketch => ({ target, targets, source: POST })

describe('JSON targets', () => {
  test('values are strings whatever the schema says; arrays are arrays also with one item; the order is that of the schema', async () => {
    const targets = {
      [`${OBJECT}/customer`]: constant(''),
      [`${OBJECT}/customer/xml:lang`]: constant('de'),
      [`${OBJECT}/lines`]: source('/In/L'),
      [`${OBJECT}/lines/no`]: source('/In/L/@no'),
      [`${OBJECT}/lines/@type`]: constant('left out'),
      [`${OBJECT}/tags`]: source('/In/T'),
      [`${OBJECT}/open`]: constant('true'),
      [`${OBJECT}/id`]: constant('7'),
    }
    expect(await map({ target: POST, targets }, '<In><T>a"b</T><L no="1"/></In>')).toBe(
      '{"id":"7","open":"true","tags":["a\\"b"],"lines":[{"no":"1"}],"customer":{"xml:lang":"de"}}',
    )
    expect(await map({ target: POST, targets }, '<In/>')).toBe('{"id":"7","open":"true","customer":{"xml:lang":"de"}}')
  })

  test('an array at the root has an item for each value', async () => {
    const targets = { [ARRAY]: source('/In/L'), [`${ARRAY}/id`]: source('/In/L/@no') }
    expect(await map({ target: GET, targets }, '<In><L no="1"/><L no="2"/></In>')).toBe('[{"id":"1"},{"id":"2"}]')
    expect(await map({ target: GET, targets }, '<In/>')).toBe('[]')
  })
})

describe('JSON sources', () => {
  const xml = { type: 'xsd', file: 'target.xsd', root: 'Out', content: '' }
  const out = {
    ...xml,
    content:
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="Out"><xs:complexType><xs:sequence><xs:element name="Id" minOccurs="0"/><xs:element name="No" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element></xs:schema>',
  }

  test('objects, arrays and arrays in arrays become fields', async () => {
    const mapping = fromJson(out, { '/Out/Id': source(`${OBJECT}/id`), '/Out/No': source(`${OBJECT}/lines/no`, OBJECT) })
    expect(await map(mapping, '{"id":1.50,"lines":[{"no":"a"},[{"no":true}],{"no":null},{}]}')).toBe(
      '<Out><Id>1.50</Id><No>a</No><No>true</No><No>null</No></Out>',
    )
  })

  test('an array at the root is its items', async () => {
    const mapping = fromJson(out, { '/Out/No': source(`${ARRAY}/id`, '/') })
    expect(await map(mapping, '[{"id":"1"},{"id":"2"}]')).toBe('<Out><No>1</No><No>2</No></Out>')
  })

  test('numbers and booleans stay what they are on the way to JSON, unless a function makes text of them', async () => {
    const mapping = fromJson(POST, {
      [`${OBJECT}/id`]: source(`${OBJECT}/id`),
      [`${OBJECT}/open`]: call('removeContexts', [source(`${OBJECT}/open`)]),
      [`${OBJECT}/tags`]: call('concat', [source(`${OBJECT}/id`), constant('')]),
    })
    expect(await map(mapping, '{"id":1.50,"open":false}')).toBe('{"id":1.50,"open":false,"tags":["1.50"]}')
  })

  test('what is no JSON fails the message', async () =>
    await expect(map(fromJson(out, {}), '{')).rejects.toThrow('The body is not valid JSON: at line 1'))
})
