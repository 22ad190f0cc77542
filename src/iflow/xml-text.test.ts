import fc from 'fast-check'
import { expect, it } from 'vitest'
import { escapeXml, unescapeXml } from './xml-text.ts'

it('escapes the five characters', () => expect(escapeXml(`<a b="c" d='e'>&`)).toBe('&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;'))

it.each([
  ['&lt;&gt;&amp;&quot;&apos;', `<>&"'`],
  ['&#65;&#x1F600;', 'A😀'],
  ['&amp;lt;', '&lt;'],
  ['a&b=c&nbsp;&#x110000;', 'a&b=c&nbsp;&#x110000;'],
])('unescapes %s', (text, expected) => expect(unescapeXml(text)).toBe(expected))

it('unescapes what it escaped', () =>
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(unescapeXml(escapeXml(text))).toBe(text)
    }),
  ))
