import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SluiceError } from '../kernel/errors.ts'
import { normalisePath, splitTarget } from './path.ts'

describe('splitTarget', () => {
  test.each([
    ['/http/a', { path: '/http/a', query: '' }],
    ['/http/a?b=1?c', { path: '/http/a', query: 'b=1?c' }],
    ['/?', { path: '/', query: '' }],
    ['http://here:8080/http/a?b', { path: '/http/a', query: 'b' }],
    ['HTTP://HERE:8080', { path: '/', query: '' }],
  ])('%s', (target, expected) => {
    expect(splitTarget(target, 'here:8080')).toEqual(expected)
  })

  test.each(['http://elsewhere/http/a', 'http/a', '*', 'ftp://here:8080/x'])('refuses %s', (target) => {
    expect(() => splitTarget(target, 'here:8080')).toThrow(SluiceError)
  })
})

describe('normalisePath', () => {
  test.each([
    ['/http/orders', '/http/orders'],
    ['/http/Orders/', '/http/Orders/'],
    ['/http/caf%C3%A9', '/http/café'],
    ['/http/a%20b', '/http/a b'],
    ['/', '/'],
  ])('%s → %s', (encoded, decoded) => {
    expect(normalisePath(encoded)).toBe(decoded)
  })

  // Contract oauth.md §4.12, X50.
  test.each([
    '/http/public/../orders',
    '/http/public/%2e%2e/orders',
    '/http/public/%2E./orders',
    '/http/public/..%2forders',
    '/http/public/%252e%252e/orders',
    '/http//orders',
    '//http/orders',
    '/http/./orders',
    '/http/orders;x=1',
    '/http/orders%3bx=1',
    '/http/orders%00',
    '/http/orders%20',
    '/http/orders%0d%0a',
    '/http/orders%5c',
    '/http\\orders',
    '/http/orders#x',
    '/http/%c0%ae%c0%ae/orders',
    '/http/%zz',
    '/http/orders%',
  ])('refuses %s', (encoded) => {
    expect(() => normalisePath(encoded)).toThrow(expect.objectContaining({ code: 'bad-request' }))
  })

  test('what is accepted means the same when it is read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'/.%25eEfFcC;\\ aé') }), (tail) => {
        const encoded = `/http/${tail}`
        let path: string
        try {
          path = normalisePath(encoded)
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(SluiceError)
          return
        }
        expect(path).not.toMatch(/\/\/|\\|;|(^|\/)\.\.?(\/|$)|%2[eEfF]|%5[cC]/)
      }),
    )
  })
})
