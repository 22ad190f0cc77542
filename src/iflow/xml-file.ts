import { type Document, parseXmlDocument } from 'slimdom'
import { messageOf, SluiceError } from '../kernel/errors.ts'

/** Parses an XML file of an artifact. Refuses document types, and so every entity. Throws `bad-request` naming the file and the position. */
export function parseXmlFile(bytes: Uint8Array, path: string): Document {
  const text = decodeText(bytes).trimStart()
  if (hasDocumentType(text)) throw new SluiceError('bad-request', `${path} has a DOCTYPE, which is refused`)
  try {
    return parseXmlDocument(text)
  } catch (cause) {
    throw new SluiceError('bad-request', `${path} is not well-formed XML: ${firstLines(messageOf(cause))}`, { cause })
  }
}

/** UTF-8 without byte order mark; what is not UTF-8 is read as Latin-1, as old tools wrote it. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('latin1').decode(bytes)
  }
}

/** Looks past processing instructions and comments, where the words could stand without meaning. */
function hasDocumentType(text: string): boolean {
  let position = 0
  for (;;) {
    while (/\s/.test(text.charAt(position))) position += 1
    if (text.startsWith('<?', position)) position = after(text, '?>', position)
    else if (text.startsWith('<!--', position)) position = after(text, '-->', position)
    else return text.startsWith('<!DOCTYPE', position)
  }
}

function after(text: string, end: string, position: number): number {
  const found = text.indexOf(end, position)
  return found < 0 ? text.length : found + end.length
}

/** The parser's reason and position, without its drawing of the place. */
const firstLines = (message: string): string => message.split('\n').slice(0, 2).join(' ').replace(/:$/, '')
