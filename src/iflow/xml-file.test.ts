import { expect, it } from 'vitest'
import { decodeText, parseXmlFile } from './xml-file.ts'

const parse = (text: string) => parseXmlFile(Buffer.from(text), 'a.xml')

it('parses past a byte order mark, comments and instructions', () =>
  expect(
    parse('\ufeff<?xml version="1.0"?>\n<!-- <!DOCTYPE a> --><?x <!DOCTYPE?>\n<a>&lt;!DOCTYPE&gt;</a>').documentElement?.textContent,
  ).toBe('<!DOCTYPE>'))

it.each([
  '<!DOCTYPE a><a/>',
  '<?xml version="1.0"?>\r\n<!-- x -->\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
  `${'<??>'.repeat(5000)}<!DOCTYPE a><a/>`,
])('refuses a document type', (text) =>
  expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'bad-request', message: 'a.xml has a DOCTYPE, which is refused' })),
)

it('names file and position of what is not well-formed', () =>
  expect(() => parse('<a>\n<b></a>')).toThrow(
    expect.objectContaining({
      code: 'bad-request',
      message: 'a.xml is not well-formed XML: non-well-formed element: found end tag "a" but expected "b" At line 2, character 4',
    }),
  ))

it.each(['', '<!-- open', '<?open', 'text'])('refuses %j', (text) => expect(() => parse(text)).toThrow(/^a\.xml is not well-formed XML: /))

it('reads Latin-1 where it is not UTF-8', () => {
  expect(decodeText(Buffer.from('ü', 'utf8'))).toBe('ü')
  expect(decodeText(Buffer.from('ü', 'latin1'))).toBe('ü')
})
