import { describe, expect, test } from 'vitest'
import { ManualClock } from './clock.ts'
import { ERRORS, SluiceError } from './errors.ts'
import { hex32, messageGuid, orderedUuid } from './ids.ts'
import { lineLogger } from './logger.ts'
import { Lru } from './lru.ts'

describe('SluiceError', () => {
  test('carries public text, private detail and the status of its code', () => {
    const cause = new Error('root')
    const error = new SluiceError('conflict', 'It exists', { detail: 'row 7', cause })
    expect([error.message, error.detail, error.status, error.cause]).toEqual(['It exists', 'row 7', 409, cause])
  })

  test('every code has an HTTP status and a sentence', () => {
    for (const { status, doc } of Object.values(ERRORS)) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(doc).toMatch(/\.$/)
    }
  })
})

test('a message guid has SAP’s shape, is unique and grows with time', () => {
  const early = messageGuid(Date.UTC(2026, 0, 1))
  const late = messageGuid(Date.UTC(2026, 0, 2))
  expect(early).toMatch(/^A[A-Za-z0-9_-]{27}$/)
  expect(messageGuid(0)).not.toBe(messageGuid(0))
  expect(Buffer.compare(Buffer.from(early, 'base64url'), Buffer.from(late, 'base64url'))).toBe(-1)
})

test('an ordered UUID is one of version 7 and grows with time', () => {
  const ids = [1, 1_800_000_000_000, 1_800_000_000_001].map(orderedUuid)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(ids[1]!.slice(0, 13)).toBe('01a3185c-5000')
  expect([...ids].sort()).toEqual(ids)
  expect(orderedUuid(1)).not.toBe(ids[0])
})

test('the digits of tokens are never the same', () => {
  const ids = Array.from({ length: 1000 }, hex32)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/)
  expect(new Set(ids).size).toBe(1000)
})

test('the least recently used entry is forgotten first', () => {
  const lru = new Lru<string, number>(2)
  lru.set('a', 1)
  lru.set('b', 2)
  lru.get('a')
  lru.set('c', 3)
  expect([lru.get('a'), lru.get('b'), lru.get('c'), lru.size]).toEqual([1, undefined, 3, 2])
})

test('a manual clock moves only when told', () => {
  const clock = new ManualClock(1000)
  clock.advance(5)
  expect(clock.now()).toBe(1005)
})

test('a log line has time, level, message and fields', () => {
  const lines: string[] = []
  lineLogger(
    (line) => lines.push(line),
    () => 0,
  ).warn('Odd', { flow: 'a b', count: 1 })
  expect(lines).toEqual(['1970-01-01T00:00:00.000Z warn Odd flow="a b" count=1\n'])
})
