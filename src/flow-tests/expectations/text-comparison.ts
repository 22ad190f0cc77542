import { SluiceError } from '../../kernel/errors.ts'
import type { TextMatcher } from '../format/matchers.ts'
import { lineDiff } from './diff.ts'
import { beginning, type Difference } from './json-comparison.ts'

/** Nothing when the value is as it must be; `undefined` is a value that is not there. */
export function textDifference(matcher: TextMatcher, actual: string | undefined): Difference | undefined {
  if (typeof matcher !== 'object') return equalDifference(String(matcher), actual)
  if (matcher.absent) return actual === undefined ? undefined : { message: `is there: ${quoted(actual)}` }
  if (actual === undefined) return { message: 'is not there' }
  return containsDifference(matcher.contains, actual) ?? matchesDifference(matcher.matches, actual)
}

/** Nothing when both are equal. */
export function equalDifference(expected: string, actual: string | undefined): Difference | undefined {
  if (actual === undefined) return { message: `is not there; expected ${quoted(expected)}` }
  if (actual === expected) return undefined
  const isShort = !`${expected}${actual}`.includes('\n') && expected.length + actual.length < 160
  if (isShort) return { message: `is ${quoted(actual)}, expected ${quoted(expected)}` }
  return { message: 'differs', diff: lineDiff(expected, actual) }
}

/** Nothing when all the texts occur. */
export function containsDifference(contains: string | readonly string[] | undefined, actual: string): Difference | undefined {
  const missing = [contains ?? []].flat().find((text) => !actual.includes(text))
  return missing === undefined ? undefined : { message: `does not contain ${quoted(missing)}:\n${beginning(actual)}` }
}

/** Nothing when the regular expression finds something. Throws `bad-request` for what is none. */
export function matchesDifference(pattern: string | undefined, actual: string): Difference | undefined {
  if (pattern === undefined || regularExpression(pattern).test(actual)) return undefined
  return { message: `does not match /${pattern}/:\n${beginning(actual)}` }
}

function regularExpression(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'su')
  } catch (cause) {
    throw new SluiceError('bad-request', `/${pattern}/ is no regular expression`, { cause })
  }
}

const quoted = (text: string): string => JSON.stringify(beginning(text))
