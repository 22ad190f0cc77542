import { describe, expect, test } from 'vitest'
import { ManualClock } from './clock.ts'
import { ERRORS, SluiceError } from './errors.ts'
import { messageGuid } from './ids.ts'
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
