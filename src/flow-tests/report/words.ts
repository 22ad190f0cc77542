import type { LocatedFailure, PassedStep, TestFileResult, TestResult } from '../run/test-result.ts'

/** Results for people, one block for each file. */
export const reportInWords = (files: readonly TestFileResult[]): string => shown(files.map(fileWords).join('\n'))

/** What a message holds is no order to the terminal. */
const shown = (text: string): string => text.replace(/[^\P{Cc}\n\t]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)

function fileWords({ file, problem, tests }: TestFileResult): string {
  const content = problem === undefined ? tests.map((test) => testWords(file, test)).join('') : indented(problem, 2)
  return `${file}\n${content}`
}

const MARKS = { passed: '✓', failed: '✗', skipped: '-' } as const

function testWords(file: string, { name, status, reason, milliseconds, failures, steps }: TestResult): string {
  const note = status === 'skipped' ? `skipped: ${reason}` : `${milliseconds} ms`
  const details = failures.map((each) => indented(failureText(file, each), 6)).join('')
  return `  ${MARKS[status]} ${name} (${note})\n${details}${steps.length === 0 ? '' : indented(stepsText(steps), 6)}`
}

/** What does not hold and where the test says so, with the difference below. */
export function failureText(file: string, { what, message, diff, line }: LocatedFailure): string {
  const head = `${what}: ${message}`.split('\n')
  const place = `${head[0]}  (${file}:${line})`
  return [place, ...head.slice(1).map((text) => `  ${text}`), ...(diff ? [indented(diff, 2).trimEnd()] : [])].join('\n')
}

/** The way of the message, up to where it failed. */
export function stepsText(steps: readonly PassedStep[]): string {
  const way = steps.map(({ element, status }) => (status === 'FAILED' ? `${element} ✗` : element)).join(' → ')
  return `the message went through: ${way}`
}

const indented = (text: string, blanks: number): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `${' '.repeat(blanks)}${line}`.trimEnd())
    .join('\n')
    .concat('\n')
