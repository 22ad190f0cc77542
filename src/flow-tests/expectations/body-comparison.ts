import type { Exchange } from '../../engine/exchange.ts'
import type { BodyMatcher } from '../format/matchers.ts'
import type { ReadFile } from '../format/payload.ts'
import type { FieldPath } from '../format/read-test-file.ts'
import { type Failure, failure } from '../run/failure.ts'
import { beginning, type Difference, jsonDifference, jsonPathDifference } from './json-comparison.ts'
import { containsDifference, equalDifference, matchesDifference, textDifference } from './text-comparison.ts'
import { valuesAtXPath, type XPathContext, xmlDifference } from './xml-comparison.ts'

export interface BodyContext {
  readonly what: string
  readonly field: FieldPath
  readonly readFile: ReadFile
  /** Whose headers and properties are variables of XPaths. */
  readonly exchange: Exchange
}

type Rules = Exclude<BodyMatcher, string>

/** Every rule that the body breaks. Throws `bad-request` for rules that cannot be read. */
export async function bodyFailures(matcher: BodyMatcher, body: Uint8Array, context: BodyContext): Promise<Failure[]> {
  const { what, field } = context
  const text = new TextDecoder().decode(body)
  if (typeof matcher === 'string') return failuresOf(what, field, equalDifference(matcher, text))
  const xpaths = { namespaces: matcher.namespaces ?? {}, exchange: context.exchange }
  return [
    ...(await wholeFailures(matcher, { body, text }, context, xpaths)),
    ...failuresOf(what, [...field, 'contains'], containsDifference(matcher.contains, text)),
    ...failuresOf(what, [...field, 'matches'], matchesDifference(matcher.matches, text)),
    ...xpathFailures(matcher, text, context, xpaths),
    ...Object.entries(matcher.jsonpath ?? {}).flatMap(([path, expected]) =>
      failuresOf(`${what} ${path}`, [...field, 'jsonpath', path], jsonPathDifference(path, expected, text)),
    ),
  ]
}

interface Found {
  readonly body: Uint8Array
  readonly text: string
}

async function wholeFailures(rules: Rules, { body, text }: Found, context: BodyContext, xpaths: XPathContext): Promise<Failure[]> {
  const { what, field, readFile } = context
  const { ignore = [] } = rules
  const failures: Failure[] = []
  const add = (rule: string, difference: Difference | undefined) => failures.push(...failuresOf(what, [...field, rule], difference))
  if (rules.text !== undefined) add('text', equalDifference(rules.text, text))
  if (rules.json !== undefined) add('json', jsonDifference(rules.json, text, ignore))
  if (rules.xml !== undefined) add('xml', xmlDifference(rules.xml, text, ignore, xpaths))
  if (rules.base64 !== undefined) add('base64', bytesDifference(Buffer.from(rules.base64, 'base64'), body))
  if (rules.empty) add('empty', body.length === 0 ? undefined : { message: `is not empty:\n${beginning(text)}` })
  if (rules.file !== undefined) add('file', fileDifference(rules.file, await readFile(rules.file), { body, text }, ignore, xpaths))
  return failures
}

function fileDifference(path: string, content: Uint8Array, { body, text }: Found, ignore: readonly string[], xpaths: XPathContext) {
  const expected = new TextDecoder().decode(content)
  if (path.endsWith('.json')) return jsonDifference(JSON.parse(expected), text, ignore)
  if (path.endsWith('.xml')) return xmlDifference(expected, text, ignore, xpaths)
  return Buffer.compare(content, body) === 0 ? undefined : (equalDifference(expected, text) ?? bytesDifference(content, body))
}

function bytesDifference(expected: Uint8Array, actual: Uint8Array): Difference | undefined {
  if (Buffer.compare(expected, actual) === 0) return undefined
  const at = expected.findIndex((byte, index) => byte !== actual[index])
  return { message: `has ${actual.length} bytes instead of ${expected.length}; they differ from byte ${at < 0 ? expected.length : at} on` }
}

function xpathFailures({ xpath = {} }: Rules, text: string, { what, field }: BodyContext, xpaths: XPathContext): Failure[] {
  return Object.entries(xpath).flatMap(([path, expected]) => {
    const found = valuesAtXPath(path, text, xpaths)
    return failuresOf(`${what} ${path}`, [...field, 'xpath', path], 'message' in found ? found : foundDifference(expected, found))
  })
}

function foundDifference(expected: NonNullable<Rules['xpath']>[string], found: readonly string[]): Difference | undefined {
  if (Array.isArray(expected)) return equalDifference(expected.join('\n'), found.join('\n'))
  if (found.length > 1)
    return { message: `finds ${found.length} values, not one: ${found.map((value) => JSON.stringify(value)).join(', ')}` }
  return textDifference(expected, found[0])
}

/** No difference is no failure. */
export const failuresOf = (what: string, field: FieldPath, difference: Difference | undefined): Failure[] =>
  difference ? [failure(what, field, difference.message, difference.diff)] : []
