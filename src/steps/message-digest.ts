import { createHash } from 'node:crypto'
import type { Document, Element } from 'slimdom'
import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { text } from '../engine/fields.ts'
import { type Canonicalization, canonicalXml } from '../languages/canonical-xml/canonical-xml.ts'
import { textOf } from '../languages/simple/value.ts'
import { compileXPath, type XPath } from '../languages/xpath/xpath.ts'

/** SAP Help, “Define Message Digest”. */
export default defineStep({
  activity: 'MessageDigest',
  label: 'Message Digest',
  doc: 'Puts the digest of the canonical XML body, or of a part of it, into a header, in Base64.',
  fields: {
    filter: text('filter', 'XPath to the part of the body; empty for all.'),
    method: text(
      'canonicalizationMethod',
      'The canonical form: xml-c14n, xml-c14n11, xml-exc-c14n, each also with comments as -wc, or none.',
      'xml-c14n',
    ),
    algorithm: text('digestAlgorithm', 'MD5, SHA1, SHA256, SHA384 or SHA512.', 'SHA512'),
    header: text('targetHeader', 'Header that takes the digest.', 'SAPMessageDigest'),
  },
  compile({ filter, method, algorithm, header }, context) {
    const hash = algorithm.replaceAll(/[-_]/g, '').toLowerCase()
    if (!/^(md5|sha(1|256|384|512))$/.test(hash)) context.fail('digestAlgorithm', `${algorithm} is not supported`)
    const canonicalization = readMethod(method, context)
    const xpath = filter.trim() === '' ? undefined : compileXPath(filter, context.flow.namespaces)
    return (exchange) => {
      const content = digested(exchange, xpath, canonicalization)
      exchange.headers.set(header, createHash(hash).update(content).digest('base64'))
    }
  },
})

/** Flows have the short names of the product, and tools write the W3C's identifiers. */
function readMethod(method: string, context: StepContext): Canonicalization | undefined {
  const name = method.toLowerCase()
  if (name === 'none') return undefined
  if (!/c14n|canonical/.test(name)) context.fail('canonicalizationMethod', `${method} is not supported`)
  return {
    isExclusive: /exc/.test(name),
    withComments: /-wc$|with_?-?\s?comments/.test(name),
    version: /c14n-?1\.?1$|c14n11|1\.1/.test(name) ? '1.1' : '1.0',
  }
}

function digested(exchange: Exchange, xpath: XPath | undefined, method: Canonicalization | undefined): Uint8Array | string {
  if (!xpath) return method ? canonicalXml(exchange.body.asDocument(), method) : exchange.body.asBytes()
  return xpath
    .items(exchange)
    .map((item) => (method && isTree(item) ? canonicalXml(item, method) : textOf(item)))
    .join('')
}

/** A document or an element; other nodes and values have no other form than their text. */
const isTree = (item: unknown): item is Document | Element => [1, 9].includes((item as { nodeType?: number } | null)?.nodeType ?? 0)
