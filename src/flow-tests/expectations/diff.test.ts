import { expect, test } from 'vitest'
import { lineDiff } from './diff.ts'

test('equal texts have none', () => {
  expect(lineDiff('a\nb', 'a\nb')).toBe('')
})

test('changed, added and removed lines', () => {
  expect(lineDiff('a\nb\nc', 'a\nx\nc\nd')).toBe('  a\n- b\n+ x\n  c\n+ d')
})

test('what lies far from a change is left out', () => {
  const lines = Array.from({ length: 12 }, (_, index) => String(index))
  expect(lineDiff(lines.join('\n'), lines.with(6, 'six').join('\n'))).toBe('…\n  4\n  5\n- 6\n+ six\n  7\n  8\n…')
})

test('a moved line is not all that follows', () => {
  expect(lineDiff('b\nc\nd', 'a\nb\nc\nd')).toBe('+ a\n  b\n  c\n…')
})

test('a long diff is cut', () => {
  const many = (prefix: string) => Array.from({ length: 100 }, (_, index) => prefix + index).join('\n')
  expect(lineDiff(many('a'), many('b')).split('\n').at(-1)).toBe('… 120 more lines')
})
