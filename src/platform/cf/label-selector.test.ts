import { expect, test } from 'vitest'
import { labelSelector } from './label-selector.ts'

const labels = { stage: 'test', 'acme.example/tier': 'one', empty: '' }

test.each([
  ['stage', true],
  ['!stage', false],
  ['!prod', true],
  ['stage=test', true],
  ['stage == test', true],
  ['stage=prod', false],
  ['empty=', true],
  ['stage!=prod', true],
  ['missing!=x', true],
  ['stage in (test, prod)', true],
  ['stage in (prod)', false],
  ['missing in (x)', false],
  ['stage notin (prod)', true],
  ['missing notin (x)', true],
  ['acme.example/tier=one,stage in (test,prod),!old', true],
  ['acme.example/tier=two,stage', false],
])('%s: %s', (selector, isMet) => {
  expect(labelSelector(selector)(labels)).toBe(isMet)
})

test.each(['', 'a > b', 'a in', 'a in ()(', 'a,', '=b'])("'%s' is refused", (selector) => {
  expect(() => labelSelector(selector)).toThrow('The query parameter is invalid: Invalid label_selector value')
})
