import { parseXmlDocument } from 'slimdom'
import { describe, expect, it } from 'vitest'
import { type XmlToJsonOptions, xmlToJson } from './xml-to-json.ts'

const TREE: XmlToJsonOptions = { useNamespaces: true, namespaces: new Map(), separator: ':', suppressRoot: false, streaming: undefined }

const convert = (xml: string, options: Partial<XmlToJsonOptions> = {}): string => xmlToJson(parseXmlDocument(xml), { ...TREE, ...options })

const LIST = '<root>\n  <A>a</A>\n  <B>b1</B>\n  <B>b2</B>\n  <C>c</C>\n</root>'
const SCATTERED = '<root><childA>A1</childA><childB>B</childB><childA>A2</childA></root>'
const MIXED = '<A>mixed1_value<B>valueB</B>mixed2_value</A>'

describe('of the whole document', () => {
  it.each([
    ['<a>b</a>', '{"a":"b"}'],
    ['<a/>', '{"a":""}'],
    ['<a></a>', '{"a":""}'],
    ['<A> </A>', '{"A":" "}'],
    ['<a>1</a>', '{"a":"1"}'],
    ['<a x="1" y=""/>', '{"a":{"@x":"1","@y":""}}'],
    ['<a x="1">v</a>', '{"a":{"@x":"1","$":"v"}}'],
    ['<a x="1"><b/></a>', '{"a":{"@x":"1","b":""}}'],
    [LIST, '{"root":{"A":"a","B":["b1","b2"],"C":"c"}}'],
    [SCATTERED, '{"root":{"childA":["A1","A2"],"childB":"B"}}'],
    [MIXED, '{"A":{"B":"valueB","$":"mixed1_valuemixed2_value"}}'],
    ['<a>x<!-- c -->y<?p i?><![CDATA[<z>]]></a>', '{"a":"xy<z>"}'],
    ['<a><!-- c --><b/><?p i?></a>', '{"a":{"b":""}}'],
    ['<a>"\\\n\t\u0085</a>', '{"a":"\\"\\\\\\n\\t\u0085"}'],
    ['<r><i><n>1</n></i><i n="2"/></r>', '{"r":{"i":[{"n":"1"},{"@n":"2"}]}}'],
    ['<r><__proto__>1</__proto__><constructor>2</constructor></r>', '{"r":{"__proto__":"1","constructor":"2"}}'],
  ])('%s', (xml, json) => expect(convert(xml)).toBe(json))
})

describe('streaming', () => {
  it.each([
    [LIST, 'all', '{"root":[{"A":["a"],"B":["b1","b2"],"C":["c"]}]}'],
    [
      LIST,
      [
        ['root', 'A'],
        ['root', 'B'],
      ],
      '{"root":{"A":["a"],"B":["b1","b2"],"C":"c"}}',
    ],
    [LIST, [['root', 'A']], '{"root":{"A":["a"],"B":"b1","B":"b2","C":"c"}}'],
    [LIST, [], '{"root":{"A":"a","B":"b1","B":"b2","C":"c"}}'],
    [SCATTERED, [['root', 'childA']], '{"root":{"childA":["A1"],"childB":"B","childA":["A2"]}}'],
    [MIXED, [], '{"A":{"$":"mixed1_value","B":"valueB","$":"mixed2_value"}}'],
    ['<a x="1">v</a>', [], '{"a":{"@x":"1","$":"v"}}'],
    ['<a><b/></a>', 'all', '{"a":[{"b":[""]}]}'],
    ['<a><b><c/></b><c/></a>', [['a', 'b', 'c']], '{"a":{"b":{"c":[""]},"c":""}}'],
    ['<n:a xmlns:n="urn:x"><n:b/></n:a>', [['n:a', 'n:b']], '{"n:a":{"n:b":[""]}}'],
    ['<n:a xmlns:n="urn:x"><n:b/></n:a>', [['a', 'b']], '{"n:a":{"n:b":[""]}}'],
  ] as const)('%s with arrays %j', (xml, streaming, json) => expect(convert(xml, { streaming })).toBe(json))
})

describe('without root element', () => {
  it.each([
    ['<root><A>a</A><B>b</B></root>', undefined, '{"A":"a","B":"b"}'],
    ['<root>v</root>', undefined, '"v"'],
    ['<root></root>', undefined, '""'],
    ['<root x="1">v</root>', undefined, '{"@x":"1","$":"v"}'],
    ['<root><A>a</A><B><C>c</C></B></root>', 'all', '{"A":["a"],"B":[{"C":["c"]}]}'],
    ['<Record><data>1</data></Record>', [['Record', 'data']], '{"data":["1"]}'],
    ['<root>v</root>', 'all', '"v"'],
  ] as const)('%s streaming %j', (xml, streaming, json) => expect(convert(xml, { streaming, suppressRoot: true })).toBe(json))
})

describe('namespaces', () => {
  const xml =
    '<n1:A xmlns:n1="http://com.example/abc" xmlns:n2="http://com.example/xyz">\n<n2:B n2:attr1="1" attr2="2">valueB</n2:B><C>valueC1</C><C>valueC2</C><D/><E>valueE</E></n1:A>'
  const namespaces = new Map([
    ['abc', 'http://com.example/abc'],
    ['xyz', 'http://com.example/xyz'],
  ])

  it('become the mapped prefixes', () =>
    expect(convert(xml, { namespaces })).toBe(
      '{"abc:A":{"xyz:B":{"@xyz:attr1":"1","@attr2":"2","$":"valueB"},"C":["valueC1","valueC2"],"D":"","E":"valueE"}}',
    ))

  it('keep the XML prefix when they are not mapped', () =>
    expect(convert('<ns:A xmlns:ns="http://test" xml:lang="en"/>', { separator: '.' })).toBe('{"ns.A":{"@xml.lang":"en"}}'))

  it('are dropped when the mapping is off', () =>
    expect(convert(xml, { namespaces, useNamespaces: false })).toBe(
      '{"A":{"B":{"@attr1":"1","@attr2":"2","$":"valueB"},"C":["valueC1","valueC2"],"D":"","E":"valueE"}}',
    ))

  it('can be mapped to no prefix', () =>
    expect(convert('<A xmlns="http://test"/>', { namespaces: new Map([['', 'http://test']]) })).toBe('{"A":""}'))

  it('without prefix and mapping are refused', () =>
    expect(() => convert('<A xmlns="http://test"/>')).toThrow(
      expect.objectContaining({ code: 'processing-failed', message: 'Invalid JSON namespace: http://test' }),
    ))

  it('without prefix and mapping are ignored when streaming', () =>
    expect(convert('<A xmlns="http://test">v</A>', { streaming: [] })).toBe('{"A":"v"}'))
})
