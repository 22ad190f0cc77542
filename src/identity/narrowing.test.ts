import { expect, test } from 'vitest'
import { isNarrowed, wholeClaim } from './narrowing.ts'

test.each([
  ['everything was granted', { scope: ['a.x', 'uaa.resource'], authorities: ['uaa.resource', 'a.x'] }, false],
  ['some of it was granted', { scope: ['uaa.resource'], authorities: ['a.x', 'uaa.resource'] }, true],
  ['as many others were granted', { scope: ['a.y'], authorities: ['a.x'] }, true],
  ['scopes in one text', { scope: 'a.x uaa.resource', authorities: ['a.x', 'uaa.resource'] }, false],
  ['nothing says what was possible', { scope: 'a.x' }, true],
  ['nothing says what was possible, but that it is all', { scope: 'a.x', whole: true }, false],
  ['a claim of another shape', { scope: 'a.x', whole: 'true' }, true],
  ['a dialect without scopes', {}, false],
  ['scopes of no shape', { scope: 7, authorities: ['a.x'] }, true],
])('%s', (_, claims, narrowed) => {
  expect(isNarrowed(claims)).toBe(narrowed)
})

test('a token says that it is whole when it has scopes, and all of them', () => {
  expect(wholeClaim({ scopes: ['a.x', 'a.y'], authorities: ['a.y', 'a.x'] })).toEqual({ whole: true })
  expect(wholeClaim({ scopes: ['a.x'], authorities: ['a.y', 'a.x'] })).toEqual({})
  expect(wholeClaim({ scopes: [], authorities: [] })).toEqual({})
})
