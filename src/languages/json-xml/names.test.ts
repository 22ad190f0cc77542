import { expect, it } from 'vitest'
import { isNcName } from './names.ts'

it.each(['a', '_', 'A1', 'a-b.c_d', 'größe', '漢字', '\u{10000}', 'a·b'])('%s is a name', (name) => expect(isNcName(name)).toBe(true))

it.each(['', '1a', '-a', '.a', 'a b', 'a:b', 'a>', 'a&b', '×', 'a/b', '$', 'a\n'])('%j is none', (name) =>
  expect(isNcName(name)).toBe(false),
)
