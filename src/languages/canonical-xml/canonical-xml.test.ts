import { type Document, parseXmlDocument } from 'slimdom'
import { describe, expect, it } from 'vitest'
import { type Canonicalization, canonicalXml } from './canonical-xml.ts'

const METHOD: Canonicalization = { isExclusive: false, withComments: false, version: '1.0' }

const canonical = (xml: string, method: Partial<Canonicalization> = {}): string =>
  canonicalXml(parseXmlDocument(xml), { ...METHOD, ...method })

/** The element with this local name. */
const partOf = (xml: string, name: string, method: Partial<Canonicalization> = {}): string => {
  const document: Document = parseXmlDocument(xml)
  const [element] = document.getElementsByTagNameNS('*', name)
  return canonicalXml(element!, { ...METHOD, ...method })
}

describe('a document', () => {
  it.each([
    ["<?xml version='1.0'?><a   b = 'c'\n/>", '<a b="c"></a>'],
    ['<?go  x?><!--1-->\n<a/>\n<!--2--><?end?>\n', '<?go x?>\n<a></a>\n<?end?>'],
    ['<a><![CDATA[<&>]]>\r\n&#13;"</a>', '<a>&lt;&amp;&gt;\n&#xD;"</a>'],
    ['<a b="&quot;&lt;>&#9;&#10;&#13;\'&amp;"/>', '<a b="&quot;&lt;>&#x9;&#xA;&#xD;\'&amp;"></a>'],
    [
      '<a xmlns:z="urn:a" xmlns:b="urn:b" b:x="1" z:y="2" c="3" xmlns="urn:d"/>',
      '<a xmlns="urn:d" xmlns:b="urn:b" xmlns:z="urn:a" c="3" z:y="2" b:x="1"></a>',
    ],
    ['<a xmlns="urn:a"><b xmlns=""><c xmlns="urn:a"/></b></a>', '<a xmlns="urn:a"><b xmlns=""><c xmlns="urn:a"></c></b></a>'],
    ['<a xmlns:p="urn:p"><p:b xmlns:p="urn:p"/></a>', '<a xmlns:p="urn:p"><p:b></p:b></a>'],
    ['<a xml:lang="de"><!-- c --><b xml:id="i"/></a>', '<a xml:lang="de"><b xml:id="i"></b></a>'],
  ])('%s', (xml, expected) => expect(canonical(xml)).toBe(expected))

  it('keeps comments when asked', () =>
    expect(canonical('<!--1-->\n<a><!--2--></a>\n<!--3-->', { withComments: true })).toBe('<!--1-->\n<a><!--2--></a>\n<!--3-->'))

  it('declares namespaces only where they are used when exclusive', () =>
    expect(
      canonical('<a xmlns="urn:d" xmlns:p="urn:p" xmlns:q="urn:q"><p:b q:x="1" xml:lang="de"><p:c/></p:b></a>', { isExclusive: true }),
    ).toBe('<a xmlns="urn:d"><p:b xmlns:p="urn:p" xmlns:q="urn:q" xml:lang="de" q:x="1"><p:c></p:c></p:b></a>'))
})

describe('a part of a document', () => {
  const XML = '<a xmlns="urn:d" xmlns:p="urn:p" xml:lang="de" xml:id="i" x="1"><p:b xml:space="default"><c/></p:b></a>'

  it.each([
    ['1.0', { version: '1.0' }, '<p:b xmlns="urn:d" xmlns:p="urn:p" xml:id="i" xml:lang="de" xml:space="default"><c></c></p:b>'],
    ['1.1', { version: '1.1' }, '<p:b xmlns="urn:d" xmlns:p="urn:p" xml:lang="de" xml:space="default"><c></c></p:b>'],
    ['exclusive', { isExclusive: true }, '<p:b xmlns:p="urn:p" xml:space="default"><c xmlns="urn:d"></c></p:b>'],
  ] as const)('%s', (_, method, expected) => expect(partOf(XML, 'b', method)).toBe(expected))

  it('keeps its own attribute over one around it', () =>
    expect(partOf('<a xml:lang="de"><b xml:lang="en"/></a>', 'b')).toBe('<b xml:lang="en"></b>'))
})
