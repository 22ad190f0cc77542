import { parseXmlDocument } from 'slimdom'
import { describe, expect, it } from 'vitest'
import { placeholdersOf, replacePlaceholders } from './placeholders.ts'
import { escapeXml } from './xml-text.ts'

const TABLE = "<row><cell id='Name'>a</cell><cell id='Value'>VALUE</cell></row>"

/** What a value becomes whose parameters have these values. */
function replaced(text: string, values: Record<string, string>): { text: string; unresolved: string[] } {
  const document = parseXmlDocument(`<a><value>${escapeXml(text)}</value></a>`)
  const parameters = new Map(
    Object.entries(values).map(([key, value]) => [key, { key, value, dataType: 'xsd:string', required: false, description: '' }]),
  )
  const unresolved = replacePlaceholders(document, parameters)
  return { text: document.documentElement!.textContent!, unresolved }
}

describe('replacePlaceholders', () => {
  it.each([
    ['{{A}}', { A: '/x' }, '/x'],
    ['{{S4HANA Address}}/sap?{{Query (JQL)}}', { 'S4HANA Address': 'https://h', 'Query (JQL)': 'a=b&c=d' }, 'https://h/sap?a=b&c=d'],
    ['{{<HOST>}}', { '<HOST>': 'h' }, 'h'],
    ['{{A}}', { A: '' }, ''],
    ['{{A}}', { A: '{{B}}', B: 'x' }, '{{B}}'],
    ['{{A}}', { A: '<Ariba URL> &amp; more' }, '<Ariba URL> &amp; more'],
    ['{{A}}', { A: '/a = &apos;X&apos;' }, "/a = 'X'"],
    ['{{A}}', { A: '<row><cell>a&amp;b</cell></row>' }, '<row><cell>a&amp;b</cell></row>'],
    ['x$&{{A}}', { A: '$1$&' }, 'x$&$1$&'],
  ])('writes plain text: %s with %j', (text, values, expected) =>
    expect(replaced(text, values as unknown as Record<string, string>)).toEqual({ text: expected, unresolved: [] }),
  )

  it.each([
    ['{{A}}', { A: '&lt;Country Code&gt;' }, '&lt;Country Code&gt;'],
    ['{{A}}', { A: '<Country Code>' }, '&lt;Country Code&gt;'],
    ['{{A}}', { A: 'a&b' }, 'a&amp;b'],
    ['{{A}}', { A: '&amp;lt;' }, '&amp;lt;'],
    ['{{Id&apos;s}}', { "Id's": '1' }, '1'],
  ])('writes XML text into tables: %s with %j', (text, values, expected) =>
    expect(replaced(TABLE.replace('VALUE', text), values as unknown as Record<string, string>)).toEqual({
      text: TABLE.replace('VALUE', () => expected),
      unresolved: [],
    }),
  )

  it('leaves and reports what no parameter has', () =>
    expect(replaced('{{A}} {{B}} {{A}} {{}} {{C', { B: '1' })).toEqual({ text: '{{A}} 1 {{A}} {{}} {{C', unresolved: ['A'] }))

  it('reaches attributes and character data, and nothing else', () => {
    const document = parseXmlDocument('<a x="{{A}}"><!--{{A}}--><b>1<![CDATA[{{A}}]]></b>{{A}}<c/></a>')
    replacePlaceholders(document, new Map([['A', { key: 'A', value: '<v>', dataType: '', required: false, description: '' }]]))
    expect([document.documentElement!.getAttribute('x'), document.documentElement!.textContent]).toEqual(['<v>', '1<v>{{A}}'])
  })
})

it('placeholdersOf lists each name once, as the parameter is called', () =>
  expect(
    placeholdersOf(parseXmlDocument('<a y="{{Z}}"><b>{{B}}{{A}}</b><b>&lt;row&gt;{{x&amp;apos;s}}&lt;/row&gt;</b><c>{{A}}</c></a>')),
  ).toEqual(['Z', 'B', 'A', "x's"]))
