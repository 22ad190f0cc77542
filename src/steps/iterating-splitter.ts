import { defineStep, type StepContext } from '../engine/define-step.ts'
import { choice, text } from '../engine/fields.ts'
import { type PathStep, parseElementPath } from '../languages/xml-split/element-path.ts'
import { splitIntoElements, streamElements } from '../languages/xml-split/xml-split.ts'
import { type Division, divide } from './splitter/division.ts'
import { splitAtToken, splitIntoLines, streamAtToken, streamLines } from './splitter/lines.ts'
import { inGroups, isMarkup } from './splitter/pieces.ts'
import { PROCESSING_FIELDS, splitOptions, streamsItems } from './splitter/processing-fields.ts'
import { compileSetting, type Grouping, readGrouping } from './splitter/setting.ts'

/** Format document §3.9. */
export default defineStep({
  activity: 'Splitter',
  variant: 'Camel',
  label: 'Iterating Splitter',
  doc: 'Splits a message into its items, without what encloses them.',
  fields: {
    type: choice('exprType', 'What divides the items; LineFeed is Line Break.', ['XPath', 'Line Break', 'LineFeed', 'Token'], 'XPath'),
    path: text('splitExprValue', 'Path to the elements, or a Simple expression that yields it.'),
    token: text('tokenValue', 'Name of the elements in an XML body, or the text between the items of any other body.'),
    ...PROCESSING_FIELDS,
  },
  acceptsStreams: streamsItems,
  compile(config, context) {
    const groupingOf = compileSetting(config.grouping, readGrouping)
    const division = DIVISIONS[config.type as keyof typeof DIVISIONS](config, groupingOf, context)
    return divide(division, splitOptions(config, context), context)
  },
})

type Settings = { readonly path: string; readonly token: string }

type CompileDivision = (settings: Settings, groupingOf: Grouping, context: StepContext) => Division

const byLine: CompileDivision = (_, groupingOf) => ({
  parts: (text, exchange) => splitIntoLines(text, groupingOf(exchange)),
  stream: (pieces, exchange, limit) => streamLines(pieces, groupingOf(exchange), limit),
})

const DIVISIONS: Readonly<Record<'XPath' | 'Line Break' | 'LineFeed' | 'Token', CompileDivision>> = {
  XPath({ path, token }, groupingOf, { flow }) {
    const pathOf = compileSetting(path || token, (value) => parseElementPath(value, flow.namespaces))
    return {
      parts: (text, exchange) => splitIntoElements(text, pathOf(exchange), groupingOf(exchange)),
      stream: (pieces, exchange, limit) => elementsInGroups(pieces, pathOf(exchange), groupingOf(exchange), limit),
    }
  },
  'Line Break': byLine,
  LineFeed: byLine,
  Token({ path, token }, groupingOf, { fail }) {
    const separator = token || path
    if (separator === '') fail('Iterating Splitter', 'The token is missing')
    const elements = elementsNamed(separator)
    return {
      parts: (text, exchange) =>
        elements && /^\s*</.test(text)
          ? splitIntoElements(text, elements, groupingOf(exchange))
          : splitAtToken(text, separator, groupingOf(exchange)),
      async *stream(pieces, exchange, limit) {
        const { markup, all } = await isMarkup(pieces)
        const grouping = groupingOf(exchange)
        yield* elements && markup ? elementsInGroups(all, elements, grouping, limit) : streamAtToken(all, separator, grouping, limit)
      },
    }
  },
}

const elementsInGroups = (
  pieces: AsyncIterable<string>,
  path: readonly PathStep[],
  grouping: number,
  limit: number,
): AsyncIterable<string> => inGroups(streamElements(pieces, path, limit), grouping, (group) => group.join(''))

/** `order`, `<order>` or `p:order` for these elements at any place; nothing when the token is no such name. */
function elementsNamed(token: string): readonly PathStep[] | undefined {
  const name = /^<?(?:[\p{L}_][\p{L}\p{N}_.-]*:)?([\p{L}_][\p{L}\p{N}_.-]*)>?$/u.exec(token.trim())?.[1]
  return name === undefined ? undefined : [{ isDeep: true, localName: name, namespace: undefined }]
}
