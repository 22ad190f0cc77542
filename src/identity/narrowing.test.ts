import { expect, test } from 'vitest'
import { isNarrowed } from './narrowing.ts'

test.each([
  ['everything was granted', { scope: ['a.x', 'uaa.resource'], authorities: ['uaa.resource', 'a.x'] }, false],
  ['some of it was granted', { scope: ['uaa.resource'], authorities: ['a.x', 'uaa.resource'] }, true],
  ['as many others were granted', { scope: ['a.y'], authorities: ['a.x'] }, true],
  ['scopes in one text', { scope: 'a.x uaa.resource', authorities: ['a.x', 'uaa.resource'] }, false],
  ['nothing says what was possible', { scope: 'a.x' }, true],
  ['a dialect without scopes', {}, false],
  ['scopes of no shape', { scope: 7, authorities: ['a.x'] }, true],
])('%s', (_, claims, narrowed) => {
  expect(isNarrowed(claims)).toBe(narrowed)
})
