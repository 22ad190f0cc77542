import { isDeepStrictEqual } from 'node:util'
import { type Node, parseXmlDocument } from 'slimdom'
import { withSortedKeys } from '../../src/flow-tests/expectations/json-comparison.ts'
import type { Comparison } from './case.ts'

/** Nothing when both mean the same, else the first difference. */
export function difference(expected: string, actual: string, comparison: Comparison = 'exact'): string | undefined {
  const [left, right] = [expected, actual].map((text) => normal(text, comparison))
  return isDeepStrictEqual(left, right) ? undefined : firstDifference(String(left), String(right))
}

/** JSON: key order is not significant, and 10.0 is 10. XML: white space between elements and the declaration are not significant. */
function normal(text: string, comparison: Comparison): string {
  try {
    if (comparison === 'json') return JSON.stringify(withSortedKeys(JSON.parse(text)))
    if (comparison === 'xml') return canonical(parseXmlDocument(text.trim()))
  } catch {
    return text
  }
  return text
}

function canonical(node: Node): string {
  if (node.nodeType === node.TEXT_NODE) return node.nodeValue?.trim() === '' ? '' : JSON.stringify(node.nodeValue)
  const children = node.childNodes.map(canonical).join('')
  if (node.nodeType !== node.ELEMENT_NODE) return children
  const element = node as Node & { namespaceURI: string | null; localName: string; attributes: readonly { name: string; value: string }[] }
  const attributes = element.attributes
    .filter(({ name }) => !name.startsWith('xmlns'))
    .map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`)
  return `<{${element.namespaceURI ?? ''}}${element.localName}${attributes.sort().join('')}>${children}</>`
}

function firstDifference(expected: string, actual: string): string {
  let index = 0
  while (index < expected.length && expected[index] === actual[index]) index++
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, index - 20), index + 60))
  return `at ${index}: expected ${around(expected)}, got ${around(actual)}`
}
