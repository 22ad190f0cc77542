import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { gunzip, gunzipStream, gzip, gzipStream } from './gzip.ts'

const ORDER = Buffer.from('<order/>'.repeat(1000))

async function* failing(): AsyncGenerator<Buffer> {
  yield gzipSync(ORDER).subarray(0, 10)
  throw new Error('The caller hung up')
}

describe('gzip', () => {
  it('packs and unpacks', async () => {
    expect(gunzipSync(await gzip(ORDER))).toEqual(ORDER)
    expect(await gunzip(gzipSync(ORDER), ORDER.length)).toEqual(ORDER)
  })

  it('refuses what is larger than the limit', async () =>
    expect(gunzip(gzipSync(ORDER), ORDER.length - 1)).rejects.toMatchObject({
      code: 'too-large',
      message: 'The unpacked body is larger than 7999 bytes',
    }))

  it.each([
    ['<order/>', 'incorrect header check'],
    ['', 'unexpected end of file'],
  ])('refuses %j', async (body, reason) => {
    const refusal = { code: 'processing-failed', message: `The body is no gzip data that can be read: ${reason}` }
    await expect(gunzip(Buffer.from(body), 100)).rejects.toMatchObject(refusal)
    await expect(text(Readable.from(gunzipStream(Readable.from([Buffer.from(body)]))))).rejects.toMatchObject(refusal)
  })

  it('refuses data that is cut', async () =>
    expect(buffer(gunzipStream(Readable.from([gzipSync(ORDER).subarray(0, -9)])))).rejects.toMatchObject({ code: 'processing-failed' }))

  it('packs and unpacks streams', async () => {
    const packed = await buffer(gzipStream(Readable.from([ORDER, ORDER])))
    expect(gunzipSync(packed)).toEqual(Buffer.concat([ORDER, ORDER]))
    expect(await buffer(gunzipStream(Readable.from([packed.subarray(0, 20), packed.subarray(20)])))).toEqual(Buffer.concat([ORDER, ORDER]))
  })

  it('passes the failure of its source on', async () => {
    await expect(buffer(gunzipStream(Readable.from(failing())))).rejects.toThrow(/^The caller hung up$/)
    await expect(buffer(gzipStream(Readable.from(failing())))).rejects.toThrow(/^The caller hung up$/)
  })
})
