import { SluiceError } from '../../kernel/errors.ts'
import type { TextWindow } from './text-window.ts'

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

/** Markup whose end is not in the text. */
export interface Unfinished {
  readonly kind: 'unfinished'
  /** Offset of `<`. */
  readonly start: number
  /** What is wrong with it when nothing follows. */
  readonly reason: string
}

/**
 * The tags of an XML text in their order; comments, CDATA sections, processing instructions and the document type are
 * passed over. Throws `processing-failed` with the line of what cannot be a tag.
 */
export function* tagsOf(xml: TextWindow): Generator<Tag> {
  let from = xml.start
  for (let next = nextTag(xml, from); next; next = nextTag(xml, from)) {
    if (next.kind === 'unfinished') throw malformed(xml, next.start, next.reason)
    yield next
    from = next.end
  }
}

/** The first tag behind the offset; nothing when no markup follows. */
export function nextTag({ text, start: base }: TextWindow, from: number): Tag | Unfinished | undefined {
  let rest = from - base
  for (let start = text.indexOf('<', rest); start >= 0; start = text.indexOf('<', rest)) {
    const other = endOfOther(text, start)
    if (typeof other === 'string') return { kind: 'unfinished', start: start + base, reason: other }
    if (other === 0) return readTag(text, start, base)
    rest = other
  }
  return undefined
}

/** A failure that names the line of the offset. */
export function malformed(xml: TextWindow, offset: number, reason: string): SluiceError {
  return new SluiceError('processing-failed', `The body is not well-formed XML: ${reason} in line ${xml.lineOf(offset)}`)
}

const OTHERS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

/** Offset behind what begins with `<` and is no tag, or that it has no end; 0 for a tag. */
function endOfOther(xml: string, start: number): number | string {
  if (xml[start + 1] !== '!' && xml[start + 1] !== '?') return 0
  if (xml.startsWith('<!DOCTYPE', start)) return endOfDocumentType(xml, start)
  const other = OTHERS.find(([opening]) => xml.startsWith(opening, start))
  if (!other) return 0
  const [opening, closing] = other
  const end = xml.indexOf(closing, start + opening.length)
  return end < 0 ? `${opening} has no end` : end + closing.length
}

/** An internal subset stands in brackets. */
function endOfDocumentType(xml: string, start: number): number | string {
  const end = /^[^[>]*\[/.test(xml.slice(start, start + 1000)) ? /\]\s*>/g : />/g
  end.lastIndex = start
  return end.test(xml) ? end.lastIndex : '<!DOCTYPE has no end'
}

const NAME = /[^\s/<>="']+/y

function readTag(xml: string, start: number, base: number): Tag | Unfinished {
  const isEnd = xml[start + 1] === '/'
  NAME.lastIndex = start + (isEnd ? 2 : 1)
  const name = NAME.exec(xml)?.[0]
  TAG_END.lastIndex = start + 1
  if (name === undefined || !TAG_END.test(xml)) {
    return { kind: 'unfinished', start: start + base, reason: name === undefined ? '< begins no tag' : 'a tag has no end' }
  }
  const end = TAG_END.lastIndex
  const kind = isEnd ? 'end' : xml[end - 2] === '/' ? 'empty' : 'start'
  return { kind, name, start: start + base, end: end + base }
}

const TAG_END = /[^<>"']*(?:"[^"<]*"[^<>"']*|'[^'<]*'[^<>"']*)*>/y
