import { escapeXml } from '../../iflow/xml-text.ts'
import type { TestFileResult, TestResult } from '../run/test-result.ts'
import { failureText, stepsText } from './words.ts'

/** Results in the XML that CI servers read: a suite for each file, a case for each test. */
export function reportAsJUnit(files: readonly TestFileResult[]): string {
  const suites = files.map(suite)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`
}

function suite(result: TestFileResult): string {
  const { file, tests, problem } = result
  const count = (status: string) => tests.filter((test) => test.status === status).length
  const time = seconds(tests.reduce((sum, { milliseconds }) => sum + milliseconds, 0))
  const counts = { tests: tests.length + (problem === undefined ? 0 : 1), failures: count('failed') }
  const all = { name: file, ...counts, errors: problem === undefined ? 0 : 1, skipped: count('skipped'), time }
  const cases = problem === undefined ? tests.map((test) => testCase(file, test)) : [brokenFile(file, problem)]
  return `  <testsuite${attributes(all)}>\n${cases.join('')}  </testsuite>\n`
}

function testCase(file: string, test: TestResult): string {
  const begin = `    <testcase${attributes({ name: test.name, classname: file, file, line: test.line, time: seconds(test.milliseconds) })}`
  if (test.status === 'passed') return `${begin}/>\n`
  const inside = test.status === 'skipped' ? `<skipped${attributes({ message: test.reason ?? '' })}/>` : failureElement(file, test)
  return `${begin}>\n      ${inside}\n    </testcase>\n`
}

function failureElement(file: string, { failures, steps }: TestResult): string {
  const texts = failures.map((each) => failureText(file, each))
  const first = failures[0] ? `${failures[0].what}: ${failures[0].message.split('\n')[0]}` : ''
  const content = [...texts, ...(steps.length === 0 ? [] : [stepsText(steps)])].join('\n')
  return `<failure${attributes({ message: first })}>${characters(content)}</failure>`
}

const brokenFile = (file: string, problem: string): string =>
  `    <testcase${attributes({ name: file, classname: file, time: '0' })}>\n      <error${attributes({ message: problem.split('\n')[0]! })}>${characters(problem)}</error>\n    </testcase>\n`

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${characters(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('')

/** Characters that XML 1.0 does not know are no part of a report (XML 1.0 §2.2). */
const characters = (text: string): string =>
  escapeXml(text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd'))

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3)
