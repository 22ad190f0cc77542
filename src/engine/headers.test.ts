import { expect, test } from 'vitest'
import { Headers } from './headers.ts'

test('names compare without case and keep their first spelling', () => {
  const headers = new Headers([['Content-Type', 'a']])
  headers.set('content-type', 'b')
  headers.set('X', 1)
  expect([...headers]).toEqual([
    ['Content-Type', 'b'],
    ['X', 1],
  ])
  expect([headers.get('CONTENT-TYPE'), headers.has('x'), headers.get('y'), headers.size]).toEqual(['b', true, undefined, 2])
})

test('a copy is independent', () => {
  const headers = new Headers([['a', 1]])
  const copy = headers.copy()
  copy.set('A', 2)
  copy.delete('b')
  expect([headers.get('a'), copy.get('a')]).toEqual([1, 2])
})

test('deleting ignores case', () => {
  const headers = new Headers([['Abc', 1]])
  expect([headers.delete('aBC'), headers.delete('aBC'), headers.size]).toEqual([true, false, 0])
})
