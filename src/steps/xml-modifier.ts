import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import { choice, flag } from '../engine/fields.ts'
import { SluiceError } from '../kernel/errors.ts'
import { replaceInvalidCharacters } from './xml-modifier/invalid-characters.ts'
import { readProlog, refersOutside, type Span } from './xml-modifier/prolog.ts'

export default defineStep({
  activity: 'XmlModifier',
  label: 'XML Modifier',
  doc: 'Removes the XML declaration, a document type that points out of the document, and characters that XML does not allow.',
  fields: {
    removeDtd: flag('removeExternalDTDs', 'Whether a document type with a reference out of the document is removed.', false),
    removeDeclaration: flag('removeXmlDeclaration', 'Whether the XML declaration is removed.', false),
    characters: choice(
      'xmlCharacterHandling',
      'What becomes of characters that XML does not allow: substitute puts # in their place.',
      ['none', 'remove', 'substitute'],
      'none',
    ),
  },
  compile: ({ removeDtd, removeDeclaration, characters }) => {
    const replacement = { none: undefined, remove: '', substitute: '#' }[characters]
    return (exchange) => {
      const document = textOf(exchange.body)
      const { declaration, documentType } = readProlog(document)
      const isExternal = documentType !== undefined && refersOutside(document.slice(documentType.start, documentType.end))
      let modified = without(document, removeDtd && isExternal ? documentType : undefined)
      modified = without(modified, removeDeclaration ? declaration : undefined)
      if (replacement !== undefined) modified = replaceInvalidCharacters(modified, versionOf(document, declaration), replacement)
      if (modified !== document) exchange.body = bodyOf(modified, exchange.body.isText)
    }
  },
})

const without = (text: string, span: Span | undefined): string => (span ? text.slice(0, span.start) + text.slice(span.end) : text)

const ENCODING = /^(\s*<\?xml\s[^>]*?\bencoding\s*=\s*["'])([^"']+)/

/** Bytes are read in the encoding that they declare. */
function textOf(body: Body): string {
  if (body.isText) return body.asText()
  const bytes = body.asBytes()
  const declared = ENCODING.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))?.[2] ?? 'utf-8'
  try {
    return new TextDecoder(declared).decode(bytes)
  } catch (cause) {
    throw new SluiceError('processing-failed', `The body declares the encoding ${declared}, which nobody knows`, { cause })
  }
}

/** Bytes leave as UTF-8, and say so. */
const bodyOf = (text: string, isText: boolean): Body =>
  isText ? Body.text(text) : Body.bytes(Buffer.from(text.replace(ENCODING, '$1UTF-8')))

const versionOf = (text: string, declaration: Span | undefined): '1.0' | '1.1' =>
  declaration && /\bversion\s*=\s*["']1\.1["']/.test(text.slice(declaration.start, declaration.end)) ? '1.1' : '1.0'
