import { Readable } from 'node:stream'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import type { StepDefinition } from '../engine/define-step.ts'
import { readZip, writeZip } from '../languages/file-archive/zip.ts'
import base64Decode from './base64-decode.ts'
import base64Encode from './base64-encode.ts'
import gzipCompress from './gzip-compress.ts'
import gzipDecompress from './gzip-decompress.ts'
import { exchangeOf, runStep } from './step.fixture.ts'
import zipCompress from './zip-compress.ts'
import zipDecompress from './zip-decompress.ts'

const NOON = Date.UTC(2026, 0, 1, 12)

/** Runs the step on bytes, or on a stream of them; returns the bytes, and whether they were streamed. */
async function run(step: StepDefinition, content: Uint8Array, form: 'bytes' | 'stream') {
  const exchange = exchangeOf({ headers: { 'Content-Type': 'text/plain' } })
  exchange.body = form === 'bytes' ? Body.bytes(content) : Body.stream(Readable.from([content]))
  await runStep(step, {}, exchange)
  const streamed = exchange.body.isStream
  await exchange.body.buffer(1_000_000)
  return { content: Buffer.from(exchange.body.asBytes()), streamed, headers: Object.fromEntries(exchange.headers) }
}

const HEADERS = { 'Content-Type': 'text/plain' }

describe.each(['bytes', 'stream'] as const)('on %s', (form) => {
  const streamed = form === 'stream'

  it('Base64 Encoder', async () =>
    expect(await run(base64Encode, Buffer.from('ab?'.repeat(40)), form)).toEqual({
      content: Buffer.from('YWI/'.repeat(40)),
      streamed,
      headers: HEADERS,
    }))

  it('Base64 Decoder', async () =>
    expect(await run(base64Decode, Buffer.from('/+8=\r\n'), form)).toEqual({ content: Buffer.of(0xff, 0xef), streamed, headers: HEADERS }))

  it('GZIP Compression', async () => {
    const { content, ...rest } = await run(gzipCompress, Buffer.from('<order/>'), form)
    expect({ ...rest, content: gunzipSync(content).toString() }).toEqual({ content: '<order/>', streamed, headers: HEADERS })
  })

  it('GZIP Decompression', async () =>
    expect(await run(gzipDecompress, gzipSync('<order/>'), form)).toEqual({ content: Buffer.from('<order/>'), streamed, headers: HEADERS }))
})

describe('an empty body', () => {
  it.each([base64Encode, base64Decode])('stays empty', async (step) =>
    expect((await runStep(step, {}, exchangeOf())).body.isEmpty).toBe(true),
  )
})

it('GZIP Decompression holds what it unpacks to the limit of the server', async () => {
  const exchange = exchangeOf()
  exchange.body = Body.bytes(gzipSync(Buffer.alloc(1_000_001)))
  await expect(runStep(gzipDecompress, {}, exchange)).rejects.toMatchObject({ code: 'too-large' })
})

describe('ZIP Compression', () => {
  const pack = async (headers: Record<string, unknown>, body: Body) => {
    const exchange = exchangeOf({ headers })
    exchange.body = body
    await runStep(zipCompress, {}, exchange)
    await exchange.body.buffer(10_000)
    const files = await readZip(exchange.body.asBytes(), 10_000)
    return { files: files.map(({ name, content }) => [name, content.toString()]), name: exchange.headers.get('CamelFileName') }
  }

  it.each([
    [{ CamelFileName: 'orders.csv' }, 'orders.csv'],
    [{ CamelFileName: 'out/2026\\orders.csv' }, 'orders.csv'],
    [{ CamelFileName: '' }, 'AGguid'],
    [{}, 'AGguid'],
  ])('names the file by %j', async (headers, name) => {
    const packed = { files: [[name, 'a;b']], name: `${name}.zip` }
    expect(await pack(headers, Body.text('a;b'))).toEqual(packed)
    expect(await pack(headers, Body.stream(Readable.from([Buffer.from('a;b')])))).toEqual(packed)
  })
})

describe('ZIP Decompression', () => {
  const unpack = async (archive: Uint8Array) => {
    const exchange = exchangeOf()
    exchange.body = Body.bytes(archive)
    await runStep(zipDecompress, {}, exchange)
    return [exchange.body.asText(), exchange.headers.get('CamelFileName')]
  }
  const zip = (...names: string[]) =>
    writeZip(
      names.map((name) => ({ name, content: Buffer.from(name) })),
      NOON,
    )

  it('unpacks the file and names it', async () => expect(await unpack(await zip('orders/a.xml'))).toEqual(['orders/a.xml', 'orders/a.xml']))

  it('refuses another number of files, and what is no zip', async () => {
    await expect(unpack(await zip())).rejects.toMatchObject({ code: 'processing-failed', message: 'The zip archive has no file' })
    await expect(unpack(await zip('a', 'b'))).rejects.toMatchObject({
      message: 'The zip archive has 2 files; a Zip Splitter reads more than one',
    })
    await expect(unpack(Buffer.from('<a/>'))).rejects.toThrow('The body is no zip archive that can be read: ')
  })

  it('holds what it unpacks to the limit of the server', async () => {
    const bomb = await writeZip([{ name: 'a', content: Buffer.alloc(1_000_001) }], NOON)
    await expect(unpack(bomb)).rejects.toMatchObject({ code: 'too-large' })
  })
})
