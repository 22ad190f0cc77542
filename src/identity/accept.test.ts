import { expect, test } from 'vitest'
import { namesJson, negotiate } from './accept.ts'

test.each([
  [undefined, 'json', 'json'],
  [undefined, 'xml', 'xml'],
  ['*/*', 'xml', 'xml'],
  ['application/xml', 'json', 'xml'],
  ['text/xml', 'json', 'xml'],
  ['application/json', 'xml', 'json'],
  ['Application/JSON;charset=utf-8', 'xml', 'json'],
  ['application/problem+json', 'xml', 'json'],
  ['application/xml, application/json', 'json', 'json'],
  ['application/xml;q=0.5, application/json;q=0.9', 'xml', 'json'],
  ['application/json;q=0', 'xml', 'xml'],
  ['application/json;q=x', 'xml', 'xml'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'xml', 'xml'],
] as const)('%s with preset %s gives %s', (accept, preset, expected) => {
  expect(negotiate(accept, preset)).toBe(expected)
})

test('names JSON only when JSON is written there', () => {
  expect(['application/json', 'text/html, application/json;q=0.1', '*/*', undefined].map(namesJson)).toEqual([true, true, false, false])
})
