import type { FunctionalGroup, Interchange, Message } from './interchange.ts'
import type { ReadSegment } from './syntax/segment.ts'
import { writeSegment } from './syntax/segment-writer.ts'

/** The text of an interchange with one of the messages of another; what counts messages or groups counts one. */
export function singleInterchange(interchange: Interchange, group: FunctionalGroup, message: Message): string {
  const { una, header, trailer } = interchange
  const end = (segment: ReadSegment): string => countingOne(segment, interchange)
  return [
    una === undefined ? '' : `UNA${una}`,
    header.raw,
    group.header?.raw ?? '',
    ...message.segments.map(({ raw }) => raw),
    group.trailer ? end(group.trailer) : '',
    end(trailer),
  ].join('')
}

/** Keeps the line breaks behind the segment. */
function countingOne(segment: ReadSegment, { delimiters }: Interchange): string {
  const text = writeSegment({ tag: segment.tag, elements: [['1'], ...segment.elements.slice(1)] }, delimiters)
  return text + segment.raw.slice(segment.raw.lastIndexOf(delimiters.segment) + 1)
}
