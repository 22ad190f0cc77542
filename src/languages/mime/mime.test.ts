import { describe, expect, it } from 'vitest'
import { decodedContent, parameterOf, readPart, splitMultipart } from './mime-part.ts'
import { writeFields, writeMultipart } from './multipart-message.ts'

const part = (text: string) => {
  const { fields, content } = readPart(Buffer.from(text, 'latin1'))
  return [Object.fromEntries(fields), content.toString('latin1')]
}

describe('readPart', () => {
  it.each([
    ['Subject: a\r\nX-Long: b\r\n\tc\n  d\r\n\r\nbody\r\n\r\nmore', { subject: 'a', 'x-long': 'b c d' }, 'body\r\n\r\nmore'],
    ['Subject:a\n\nbody', { subject: 'a' }, 'body'],
    ['\r\nbody', {}, 'body'],
    ['Subject: a', { subject: 'a' }, ''],
    ['', {}, ''],
  ])('reads %j', (text, fields, content) => expect(part(text)).toEqual([fields, content]))
})

describe('decodedContent', () => {
  it.each([
    ['base64', 'w6Q=\r\n', 'ä'],
    ['BASE64', 'YQ', 'a'],
    ['quoted-printable', 'caf=C3=A9 =\r\n1=3D1', 'café 1=1'],
    ['8bit', 'a=b', 'a=b'],
    ['', 'w6Q=', 'w6Q='],
  ])('of %s', (encoding, content, text) => {
    const fields = new Map([['content-transfer-encoding', encoding]])
    expect(decodedContent({ fields, content: Buffer.from(content) }).toString()).toBe(text)
  })
})

describe('parameterOf', () => {
  it.each([
    ['multipart/mixed; boundary=abc; x=1', 'boundary', 'abc'],
    ['multipart/mixed;\tBOUNDARY = "a b\\"c"', 'boundary', 'a b"c'],
    ["attachment; filename*=UTF-8''%C3%A4%20b.txt", 'filename', 'ä b.txt'],
    ["attachment; filename*=UTF-8''%E4", 'filename', "UTF-8''%E4"],
    ['multipart/mixed', 'boundary', undefined],
  ])('in %s', (field, name, value) => expect(parameterOf(field, name)).toBe(value))
})

describe('splitMultipart', () => {
  const contents = (text: string, boundary = 'b.1') => splitMultipart(Buffer.from(text), boundary).map(({ content }) => content.toString())

  it.each([
    ['preamble\r\n--b.1\r\n\r\none\r\n--b.1  \r\nA: b\r\n\r\ntwo\r\n\r\n--b.1--\r\nepilogue\r\n--b.1\r\n', ['one', 'two\r\n']],
    ['--b.1\n\none\n--b.11\n--bx1\n--b.1--', ['one\n--b.11\n--bx1']],
    ['--b.1\n\none', ['one']],
    ['nothing', []],
    ['', []],
  ])('of %j', (text, expected) => expect(contents(text)).toEqual(expected))
})

describe('writeMultipart', () => {
  it('keeps text, encodes the rest, and names files', () => {
    const message = writeMultipart(
      [
        { contentType: 'text/plain; charset=utf-8', content: Buffer.from('ä'), fileName: undefined, fields: new Map() },
        {
          contentType: 'image/png',
          content: Buffer.alloc(58),
          fileName: 'a "b".png',
          fields: new Map([
            ['X-Id', '1\r\nX-Forged: 2'],
            ['content-type', 'text/html'],
          ]),
        },
        { contentType: 'a/b', content: Buffer.alloc(0), fileName: "ä'.txt", fields: new Map() },
      ],
      'b',
    )
    expect(message.toString().split('\r\n')).toEqual([
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      'ä',
      '--b',
      'Content-Type: image/png',
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment; filename="a \\"b\\".png"',
      'X-Id: 1 X-Forged: 2',
      '',
      'A'.repeat(76),
      'AA==',
      '--b',
      'Content-Type: a/b',
      'Content-Transfer-Encoding: base64',
      "Content-Disposition: attachment; filename*=UTF-8''%C3%A4%27.txt",
      '',
      '',
      '--b--',
      '',
    ])
  })

  it('is read back', () => {
    const content = Buffer.from('\r\n--b\r\nno delimiter of a\r\n')
    const written = writeMultipart([{ contentType: 'text/plain', content, fileName: 'ä "\\.txt', fields: new Map() }], 'a')
    const [read, ...others] = splitMultipart(written, 'a')
    expect([decodedContent(read!).toString(), parameterOf(read!.fields.get('content-disposition')!, 'filename'), others]).toEqual([
      content.toString(),
      'ä "\\.txt',
      [],
    ])
  })
})

describe('writeFields', () => {
  it.each([
    ['a\r\n\tb', 'X: a\r\n\tb\r\n'],
    ['a\r\n\r\n\tb', 'X: a \r\n\tb\r\n'],
    ['a\rb\nc', 'X: a b c\r\n'],
  ])('of %j', (value, line) => expect(writeFields([['X', value]])).toBe(line))
})
