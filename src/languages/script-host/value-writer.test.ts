import { expect, test } from 'vitest'
import { Body } from '../../engine/body.ts'
import { FRAME_HEAD } from './frame.ts'
import { JavaObject } from './java-object.ts'
import { ValueReader } from './value-reader.ts'
import { ValueWriter } from './value-writer.ts'

const owner = {}

function roundTrip(value: unknown): unknown {
  const writer = new ValueWriter(owner)
  writer.value(value)
  return new ValueReader(Buffer.from(writer.frame(0, 0)).subarray(FRAME_HEAD), () => new JavaObject(owner, 0n, '', '')).value()
}

test.each([
  null,
  true,
  false,
  0,
  -1,
  2 ** 31 - 1,
  -(2 ** 31),
  0n,
  5n,
  2n ** 63n - 1n,
  -(2n ** 63n),
  2n ** 63n,
  1.5,
  -0.25,
  1e300,
  10n ** 30n,
  '',
  'ü€😀',
  Uint8Array.of(0, 255),
  new Date(1_234),
  [],
  [1, [null, 'a']],
  new Map([['k', new Map()]]),
])('%s comes back as it went', (value) => {
  expect(roundTrip(value)).toEqual(value)
})

test.each([
  ['undefined', undefined, null],
  ['a number too large for an Integer', 2 ** 31, 2n ** 31n],
  ['a plain object', { a: 1 }, new Map([['a', 1]])],
  ['a set', new Set([1]), [1]],
  ['a body', Body.text('x'), 'x'],
  ['a symbol', Symbol.for('s'), 'Symbol(s)'],
  ['an object of another JVM', new JavaObject({}, 1n, 'its text', 'java.lang.Object'), 'its text'],
])('%s goes as its nearest relative', (_name, value, expected) => {
  expect(roundTrip(value)).toEqual(expected)
})

test('a structure that contains itself ends', () => {
  const ring: unknown[] = []
  ring.push(ring)
  expect(JSON.stringify(roundTrip(ring))).toMatch(/^\[+""\]+$/)
})
