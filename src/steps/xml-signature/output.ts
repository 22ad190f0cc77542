import type { Document } from 'slimdom'
import { Body } from '../../engine/body.ts'
import type { StepContext } from '../../engine/define-step.ts'
import { canonicalXml } from '../../languages/canonical-xml/canonical-xml.ts'

/** Encodings that the product offers, with the characters that each can hold. */
const ENCODINGS: ReadonlyMap<string, { readonly name: BufferEncoding; readonly beyond: RegExp | undefined; readonly mark: string }> =
  new Map([
    ['UTF-8', { name: 'utf8', beyond: undefined, mark: '' }],
    ['UTF-16', { name: 'utf16le', beyond: undefined, mark: '\ufeff' }],
    ['ISO-8859-1', { name: 'latin1', beyond: /[^\0-\u00ff]/gu, mark: '' }],
    ['US-ASCII', { name: 'ascii', beyond: /[^\0-\u007f]/gu, mark: '' }],
  ])

/** Writes a signed document so that it reads back as it was signed: in its canonical form. */
export function compileOutput(encoding: string, omitsDeclaration: boolean, context: StepContext): (document: Document) => Body {
  const { name, beyond, mark } = ENCODINGS.get(encoding.toUpperCase()) ?? context.fail('outputEncoding', `${encoding} is not supported`)
  const declaration = omitsDeclaration ? '' : `<?xml version="1.0" encoding="${encoding}"?>`
  return (document) => {
    const text = `${declaration}${canonicalXml(document, { isExclusive: false, withComments: true, version: '1.0' })}`
    if (name === 'utf8') return Body.text(text)
    const writable = beyond ? text.replaceAll(beyond, (character) => `&#${character.codePointAt(0)};`) : text
    return Body.bytes(Buffer.from(`${mark}${writable}`, name))
  }
}
