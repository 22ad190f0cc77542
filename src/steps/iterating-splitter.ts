import { defineStep, type StepContext } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { choice, text } from '../engine/fields.ts'
import { type PathStep, parseElementPath } from '../languages/xml-split/element-path.ts'
import { type Parts, splitIntoElements } from '../languages/xml-split/xml-split.ts'
import { itemsOfText } from './splitter/items.ts'
import { splitAtToken, splitIntoLines } from './splitter/lines.ts'
import { PROCESSING_FIELDS, splitOptions } from './splitter/processing-fields.ts'
import { compileSetting, readGrouping } from './splitter/setting.ts'
import { itemBranch, split } from './splitter/split.ts'

/** Format document §3.9. */
export default defineStep({
  activity: 'Splitter',
  variant: 'Camel',
  label: 'Iterating Splitter',
  doc: 'Splits a message into its items, without what encloses them.',
  fields: {
    type: choice('exprType', 'What divides the items.', ['XPath', 'Line Break', 'Token'], 'XPath'),
    path: text('splitExprValue', 'Path to the elements, or a Simple expression that yields it.'),
    token: text('tokenValue', 'Name of the elements in an XML body, or the text between the items of any other body.'),
    ...PROCESSING_FIELDS,
  },
  compile(config, context) {
    const branch = itemBranch(context)
    const options = splitOptions(config, context)
    const groupingOf = compileSetting(config.grouping, readGrouping)
    const partsOf = SPLITTERS[config.type as keyof typeof SPLITTERS](config, context)
    return (exchange) => split(exchange, itemsOfText(partsOf(exchange, groupingOf(exchange))), branch, options)
  },
})

type Splitter = (exchange: Exchange, grouping: number) => Parts

const SPLITTERS: Readonly<
  Record<'XPath' | 'Line Break' | 'Token', (config: { path: string; token: string }, context: StepContext) => Splitter>
> = {
  XPath({ path, token }, { flow }) {
    const pathOf = compileSetting(path || token, (value) => parseElementPath(value, flow.namespaces))
    return (exchange, grouping) => splitIntoElements(exchange.body.asText(), pathOf(exchange), grouping)
  },
  'Line Break': () => (exchange, grouping) => splitIntoLines(exchange.body.asText(), grouping),
  Token({ path, token }, { fail }) {
    const separator = token || path
    if (separator === '') fail('Iterating Splitter', 'The token is missing')
    const elements = elementsNamed(separator)
    return ({ body }, grouping) => {
      const isXml = elements !== undefined && /^\s*</.test(body.asText())
      return isXml ? splitIntoElements(body.asText(), elements, grouping) : splitAtToken(body.asText(), separator, grouping)
    }
  },
}

/** `order`, `<order>` or `p:order` for these elements at any place; nothing when the token is no such name. */
function elementsNamed(token: string): readonly PathStep[] | undefined {
  const name = /^<?(?:[\p{L}_][\p{L}\p{N}_.-]*:)?([\p{L}_][\p{L}\p{N}_.-]*)>?$/u.exec(token.trim())?.[1]
  return name === undefined ? undefined : [{ isDeep: true, localName: name, namespace: undefined }]
}
