import { PassThrough, Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readBody } from './request-body.ts'

test('a body in one piece and in several', async () => {
  expect(await readBody(Readable.from([Buffer.from('whole')]), 5)).toEqual(Buffer.from('whole'))
  expect(await readBody(Readable.from([Buffer.from('in '), 'pieces']), 100)).toEqual(Buffer.from('in pieces'))
})

test('no body, and one that was read before', async () => {
  const body = Readable.from([])
  expect(await readBody(body, 1)).toEqual(Buffer.alloc(0))
  expect(await readBody(body, 1)).toEqual(Buffer.alloc(0))
})

test('more than the limit is nothing, and the stream stays open for the answer', async () => {
  const body = new PassThrough()
  body.write('123456')
  expect(await readBody(body, 5)).toBeUndefined()
  expect([body.destroyed, body.listenerCount('data')]).toEqual([false, 0])
})

test('a caller that goes away fails the reading, also before it began', async () => {
  const leaving = new PassThrough()
  leaving.write('12')
  const read = readBody(leaving, 5)
  leaving.destroy()
  await expect(read).rejects.toThrow('The caller went away before the body ended')
  await expect(readBody(leaving, 5)).rejects.toThrow('The caller went away before the body ended')
})

test('what the stream fails with is passed on', async () => {
  const broken = new PassThrough()
  const read = readBody(broken, 5)
  broken.destroy(new Error('aborted'))
  await expect(read).rejects.toThrow('aborted')
})
