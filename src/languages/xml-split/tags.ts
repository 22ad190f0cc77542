import { SluiceError } from '../../kernel/errors.ts'

/** A start or end tag in a text. */
export interface Tag {
  readonly kind: 'start' | 'end' | 'empty'
  /** With its prefix. */
  readonly name: string
  /** Offset of `<`. */
  readonly start: number
  /** Offset behind `>`. */
  readonly end: number
}

/**
 * The tags of an XML text in their order; comments, CDATA sections, processing instructions and the document type are
 * passed over. Throws `processing-failed` with the line of what cannot be a tag.
 */
export function* tagsOf(xml: string): Generator<Tag> {
  let from = 0
  for (let start = xml.indexOf('<'); start >= 0; start = xml.indexOf('<', from)) {
    from = endOfOther(xml, start)
    if (from > 0) continue
    const tag = readTag(xml, start)
    yield tag
    from = tag.end
  }
}

/** A failure that names the line of the offset. */
export function malformed(xml: string, offset: number, reason: string): SluiceError {
  const line = xml.slice(0, offset).split('\n').length
  return new SluiceError('processing-failed', `The body is not well-formed XML: ${reason} in line ${line}`)
}

const OTHERS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

/** Offset behind what begins with `<` and is no tag; 0 for a tag. */
function endOfOther(xml: string, start: number): number {
  if (xml[start + 1] !== '!' && xml[start + 1] !== '?') return 0
  if (xml.startsWith('<!DOCTYPE', start)) return endOfDocumentType(xml, start)
  const other = OTHERS.find(([opening]) => xml.startsWith(opening, start))
  if (!other) return 0
  const [opening, closing] = other
  const end = xml.indexOf(closing, start + opening.length)
  if (end < 0) throw malformed(xml, start, `${opening} has no end`)
  return end + closing.length
}

/** An internal subset stands in brackets. */
function endOfDocumentType(xml: string, start: number): number {
  const end = /^[^[>]*\[/.test(xml.slice(start, start + 1000)) ? /\]\s*>/g : />/g
  end.lastIndex = start
  if (!end.test(xml)) throw malformed(xml, start, '<!DOCTYPE has no end')
  return end.lastIndex
}

const NAME = /[^\s/<>="']+/y

function readTag(xml: string, start: number): Tag {
  const isEnd = xml[start + 1] === '/'
  NAME.lastIndex = start + (isEnd ? 2 : 1)
  const name = NAME.exec(xml)?.[0]
  if (name === undefined) throw malformed(xml, start, '< begins no tag')
  const end = endOfTag(xml, start)
  if (isEnd) return { kind: 'end', name, start, end }
  return { kind: xml[end - 2] === '/' ? 'empty' : 'start', name, start, end }
}

const TAG_END = /[^<>"']*(?:"[^"<]*"[^<>"']*|'[^'<]*'[^<>"']*)*>/y

function endOfTag(xml: string, start: number): number {
  TAG_END.lastIndex = start + 1
  if (!TAG_END.test(xml)) throw malformed(xml, start, 'a tag has no end')
  return TAG_END.lastIndex
}
