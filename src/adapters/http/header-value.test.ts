import { expect, it } from 'vitest'
import { headerValue, isHeaderName } from './header-value.ts'

it.each([
  ['plain', 'plain'],
  ['a\r\nX-Evil: 1', 'a X-Evil: 1'],
  [' \u0000tab\there ', 'tab here'],
  ['Müller', 'Müller'],
  ['价格 €5 😀', '?? ?5 ?'],
  [201, '201'],
  [true, 'true'],
  [new Date(0), '1970-01-01T00:00:00.000Z'],
  [
    ['a=1', 'b=2\n'],
    ['a=1', 'b=2'],
  ],
  [null, undefined],
  [undefined, undefined],
  [{ a: 1 }, undefined],
  [[], undefined],
])('the header value of %j is %j', (value, line) => {
  expect(headerValue(value)).toEqual(line)
})

it.each([
  ['X-Name_1', true],
  ['', false],
  ['with blank', false],
  ['colon:', false],
  ['naïve', false],
])('%j as header name: %s', (name, valid) => {
  expect(isHeaderName(name)).toBe(valid)
})
