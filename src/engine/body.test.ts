import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { parseXmlDocument } from 'slimdom'
import { describe, expect, test } from 'vitest'
import { Body } from './body.ts'

const utf8 = (text: string) => new Uint8Array(Buffer.from(text))

describe('Body', () => {
  test.each([
    ['bytes', Body.bytes(utf8('<a>ü</a>'))],
    ['text', Body.text('<a>ü</a>')],
    ['document', Body.document(parseXmlDocument('<a>ü</a>'))],
  ])('made from %s gives every form', (_, body) => {
    expect(body.asText()).toBe('<a>ü</a>')
    expect(Buffer.from(body.asBytes()).toString()).toBe('<a>ü</a>')
    expect(body.asDocument().documentElement?.textContent).toBe('ü')
    expect(body.size).toBe(9)
  })

  test('is parsed once', () => {
    const body = Body.text('<a/>')
    expect(body.asDocument()).toBe(body.asDocument())
  })

  test('drops a byte order mark', () => {
    expect(Body.bytes(new Uint8Array([0xef, 0xbb, 0xbf, 0x61])).asText()).toBe('a')
  })

  test('names the place where XML is broken', () => {
    expect(() => Body.text('<a><b></a>').asDocument()).toThrow(/^The body is not well-formed XML: /)
    expect(() => Body.text('').asDocument()).toThrow(/^The body is not well-formed XML: /)
  })

  test('never reads what an entity points at', () => {
    const hostile = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    let content = ''
    try {
      content = Body.text(hostile).asDocument().documentElement?.textContent ?? ''
    } catch {}
    expect(content).toBe('')
  })

  test('a stream is read once it is needed, up to the limit', async () => {
    const body = Body.stream(Readable.from([utf8('ab'), utf8('c')]))
    expect([body.isStream, body.isEmpty, body.size]).toEqual([true, false, undefined])
    expect(() => body.asText()).toThrow('before it was buffered')
    await body.buffer(3)
    expect([body.asText(), body.isStream]).toEqual(['abc', false])
    await expect(Body.stream(Readable.from([utf8('abcd')])).buffer(3)).rejects.toMatchObject({ code: 'too-large' })
  })

  test('a stream of another system does not blame the caller', async () => {
    const body = Body.stream(Readable.from([utf8('abcd')]), { tooLarge: 'processing-failed' })
    await expect(body.buffer(3)).rejects.toMatchObject({
      code: 'processing-failed',
      message: 'The body is larger than 3 bytes, the most that a step may read into memory',
    })
  })

  test('a stream that is larger stays one, with all that was read of it', async () => {
    const body = Body.stream(Readable.from([utf8('ab'), utf8('cd'), utf8('ef')]))
    await body.bufferIfFits(3)
    expect(body.isStream).toBe(true)
    expect(await text(body.asStream())).toBe('abcdef')
  })

  test('a stream that is known to be larger is not read ahead', async () => {
    const stream = new Readable({ read: () => expect.fail('it was read') })
    const body = Body.stream(stream, { length: 4 })
    await body.bufferIfFits(3)
    expect(body.isStream).toBe(true)
    await expect(body.buffer(3)).rejects.toMatchObject({ code: 'too-large' })
  })

  test('a stream that nobody reads may fail, and is given back', () => {
    const stream = new Readable({ read: () => undefined })
    const body = Body.stream(stream)
    expect(() => stream.emit('error', new Error('the caller went away'))).not.toThrow()
    body.discard()
    Body.text('no stream').discard()
    expect(stream.destroyed).toBe(true)
  })

  test.each([
    [Body.empty, true],
    [Body.bytes(new Uint8Array()), true],
    [Body.text(' '), false],
  ])('emptiness', (body, empty) => {
    expect(body.isEmpty).toBe(empty)
  })

  test('expanding entities do not take the process down', () => {
    const laughs = Array.from({ length: 12 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('')
    expect(() => Body.text(`<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]><a>&l12;</a>`).asDocument()).toThrow()
  })
})
