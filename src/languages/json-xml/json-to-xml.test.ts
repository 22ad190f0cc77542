import { parseXmlDocument } from 'slimdom'
import { describe, expect, it } from 'vitest'
import { type JsonToXmlOptions, jsonToXml } from './json-to-xml.ts'

const PLAIN: JsonToXmlOptions = { useNamespaces: true, namespaces: new Map(), separator: ':', root: undefined }
const ROOT: JsonToXmlOptions = { ...PLAIN, root: { name: 'root', prefix: '', namespace: '' } }
const DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>"

/** The result without its declaration, which must be there, and must be well-formed. */
function convert(json: string, options: JsonToXmlOptions = PLAIN): string {
  const xml = jsonToXml(json, options)
  expect(xml.startsWith(DECLARATION)).toBe(true)
  parseXmlDocument(xml)
  return xml.slice(DECLARATION.length)
}

const refusal = (message: string) => expect.objectContaining({ code: 'processing-failed', message })

describe('without namespaces', () => {
  it.each([
    ['{"a":"b"}', '<a>b</a>'],
    ['{"a":""}', '<a/>'],
    ['{"a":null}', '<a/>'],
    ['{"a":{}}', '<a/>'],
    ['{"a":[1]}', '<a>1</a>'],
    ['{"a":{"b":[1,2.50,"x",true,null,{"c":1}]}}', '<a><b>1</b><b>2.50</b><b>x</b><b>true</b><b/><b><c>1</c></b></a>'],
    ['{"a":{"b":[],"c":1}}', '<a><c>1</c></a>'],
    ['{"a":{"c":1,"b":2,"c":3}}', '<a><c>1</c><b>2</b><c>3</c></a>'],
    ['{"a":{"@id":7,"@x":"<\\"&\\n>","$":"text"}}', '<a id="7" x="&lt;&quot;&amp;&#xA;&gt;">text</a>'],
    ['{"a":{"@id":true}}', '<a id="true"/>'],
    ['{"a":{"$":null}}', '<a/>'],
    ['{"a":{"b":1,"$":"mixed"}}', '<a><b>1</b>mixed</a>'],
    ['{"a":"<b>&]]>\\r\\n\\t\'"}', "<a>&lt;b&gt;&amp;]]&gt;&#xD;\n\t'</a>"],
    ['{"größe-1._x":"😀"}', '<größe-1._x>😀</größe-1._x>'],
    ['{"a":{"b":{"@c":1},"d":{"@e":2,"f":3}}}', '<a><b c="1"/><d e="2"><f>3</f></d></a>'],
  ])('%s', (json, xml) => expect(convert(json)).toBe(xml))
})

describe('with a root element', () => {
  it.each([
    ['{"productIdentifier":"HT-2000"}', '<root><productIdentifier>HT-2000</productIdentifier></root>'],
    ['{"a":1,"b":[2,3]}', '<root><a>1</a><b>2</b><b>3</b></root>'],
    ['{}', '<root/>'],
  ])('%s', (json, xml) => expect(convert(json, ROOT)).toBe(xml))

  it('puts it into a namespace', () =>
    expect(convert('{"a":1}', { ...ROOT, root: { name: 'root', prefix: 'ns0', namespace: 'urn:x' } })).toBe(
      '<ns0:root xmlns:ns0="urn:x"><a>1</a></ns0:root>',
    ))
})

describe('with namespaces', () => {
  const namespaces = new Map([
    ['abc', 'http://com.example/abc'],
    ['xyz', 'http://com.example/xyz'],
  ])
  const mapped: JsonToXmlOptions = { ...PLAIN, namespaces }
  const json = '{"abc:A":{"xyz:B":{"@xyz:attr1":"1","@attr2":"2","$":"valueB"},"C":["valueC1","valueC2"],"D":"","E":"valueE"}}'
  const declarations = 'xmlns:abc="http://com.example/abc" xmlns:xyz="http://com.example/xyz"'

  it('maps prefixes and declares all of them on the root', () =>
    expect(convert(json, mapped)).toBe(
      `<abc:A ${declarations}><xyz:B xyz:attr1="1" attr2="2">valueB</xyz:B><C>valueC1</C><C>valueC2</C><D/><E>valueE</E></abc:A>`,
    ))

  it('takes another separator', () =>
    expect(convert('{"abc.A":{"@xyz.b":"1","xyz.c.d":2,"p.q":3}}', { ...mapped, separator: '.' })).toBe(
      `<abc:A ${declarations} xyz:b="1"><xyz:c.d>2</xyz:c.d><p.q>3</p.q></abc:A>`,
    ))

  it('declares them on an added root', () =>
    expect(convert('{"abc:a":1}', { ...mapped, root: { name: 'r', prefix: 'abc', namespace: 'http://com.example/abc' } })).toBe(
      `<abc:r ${declarations}><abc:a>1</abc:a></abc:r>`,
    ))

  it('keeps an unmapped prefix as part of the name', () =>
    expect(jsonToXml('{"p:A":{"@q:b":1}}', PLAIN)).toBe(`${DECLARATION}<p:A q:b="1"/>`))

  it('drops prefixes when the mapping is off', () =>
    expect(convert(json, { ...mapped, useNamespaces: false })).toBe(
      '<A><B attr1="1" attr2="2">valueB</B><C>valueC1</C><C>valueC2</C><D/><E>valueE</E></A>',
    ))
})

describe('what is refused', () => {
  it.each([
    ['[{"a":1}]', 'The JSON text must be an object'],
    ['"a"', 'The JSON text must be an object'],
    ['{"a":1,"b":2}', 'The root JSON object must contain exactly one member and has 2; add an XML root element in the converter'],
    ['{}', 'The root JSON object must contain exactly one member and has 0; add an XML root element in the converter'],
    ['{"a":[1,2]}', 'The root member "a" is an array of 2 items, and an XML document has one root element'],
    ['{"a":[]}', 'The root member "a" is an array of 0 items, and an XML document has one root element'],
    ['{"$":"a"}', 'The root member "$" is text and not an element'],
    ['{"a":{"b":[[1]]}}', 'The member "b" has an array inside an array, which XML cannot express'],
    ['{"a":{"@b":null}}', 'The member "@b" must be a string, number or boolean'],
    ['{"a":{"@b":[1]}}', 'The member "@b" must be a string, number or boolean'],
    ['{"a":{"$":{}}}', 'The member "$" must be a string, number or boolean'],
    ['{"a":{"@b":1,"@b":2}}', 'The element a has the attribute b twice'],
    ['{"a b":1}', 'The JSON member name "a b" cannot be converted to a valid XML name'],
    ['{"1a":1}', 'The JSON member name "1a" cannot be converted to a valid XML name'],
    ['{"":1}', 'The JSON member name "" cannot be converted to a valid XML name'],
    ['{"a:":1}', 'The JSON member name "a:" cannot be converted to a valid XML name'],
    ['{"a:b:c":1}', 'The JSON member name "a:b:c" cannot be converted to a valid XML name'],
    ['{"xmlData":1}', 'The JSON member name "xmlData" cannot be converted to a valid XML name'],
    ['{"a":{"@<":1}}', 'The JSON member name "@<" cannot be converted to a valid XML name'],
    ['{"a":"\\u0001"}', 'A value contains the character U+0001, which XML cannot hold'],
    ['{"a":"\\ud800x"}', 'A value contains the character U+D800, which XML cannot hold'],
    ['{"a":{"b":1,"@c":2}}', 'Trying to write an attribute when there is no open start element: @c must stand before all other members'],
    ['{"a":', 'The body is not valid JSON: at line 1, column 6 (the text ends here), a value is expected'],
  ])('%s', (json, message) => expect(() => jsonToXml(json, PLAIN)).toThrow(refusal(message)))

  it('an attribute as root, with and without added root element', () => {
    for (const options of [PLAIN, ROOT]) {
      expect(() => jsonToXml('{"@a":1,"b":2}', options)).toThrow(
        refusal('The root member name starts with the attribute indicator @. An attribute cannot be root.'),
      )
    }
  })
})
