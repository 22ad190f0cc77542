import { Readable } from 'node:stream'
import { parseXmlDocument } from 'slimdom'
import { expect, test } from 'vitest'
import { Body } from './body.ts'
import { traceText } from './trace-text.ts'

const circular: Record<string, unknown> = {}
circular.self = circular

class Named {
  toString(): string {
    return 'named'
  }
}

test.each([
  ['text', 'a', 'a'],
  ['nothing', undefined, ''],
  ['null', null, ''],
  ['a number', 0, '0'],
  ['a truth value', false, 'false'],
  ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['bytes', new Uint8Array(3), '3 bytes'],
  ['a body', Body.text('text'), 'text'],
  ['a streamed body', Body.stream(Readable.from([])), 'stream'],
  ['a document', parseXmlDocument('<a>1</a>'), '<a>1</a>'],
  ['an error', new TypeError('broken'), 'TypeError: broken'],
  ['a list', [1, 'b'], '[1,"b"]'],
  ['a structure', { a: { b: 1 } }, '{"a":{"b":1}}'],
  ['a map', new Map([['a', 1]]), '{"a":1}'],
  ['a list of longs', [5n, 2n ** 62n], '[5,"4611686018427387904"]'],
  ['a structure in itself', circular, '[object Object]'],
  ['an object with a text', new Named(), 'named'],
])('%s', (_, value, text) => {
  expect(traceText('name', value)).toBe(text)
})

test.each(['Authorization', 'proxy-authorization', 'COOKIE', 'Set-Cookie'])('the value of %s is never shown', (name) => {
  expect(traceText(name, 'secret')).toBe('***')
})
