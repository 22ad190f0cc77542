import { Body } from '../../engine/body.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { splitIntoElements } from '../../languages/xml-split/xml-split.ts'

const ANY_ROOT = [{ isDeep: false, localName: '*', namespace: undefined }]

/** The root elements one after the other inside one message of the multimapping format. */
export const combineSameFormat = (messages: readonly Pick<Exchange, 'body'>[]): Body =>
  multimapping(`<multimap:Message1>${roots(messages).join('')}</multimap:Message1>`)

/** Each root element inside a message of its own of the multimapping format. */
export const combineDifferentFormats = (messages: readonly Pick<Exchange, 'body'>[]): Body =>
  multimapping(
    roots(messages)
      .map((root, index) => `<multimap:Message${index + 1}>${root}</multimap:Message${index + 1}>`)
      .join(''),
  )

const multimapping = (content: string): Body =>
  Body.text(
    `<?xml version='1.0' encoding='UTF-8'?><multimap:Messages xmlns:multimap="http://sap.com/xi/XI/SplitAndMerge">${content}</multimap:Messages>`,
  )

const roots = (messages: readonly Pick<Exchange, 'body'>[]): readonly string[] =>
  messages.map(({ body }, index) => {
    try {
      return splitIntoElements(body.asText(), ANY_ROOT, 1).part(0)
    } catch (cause) {
      throw new SluiceError('processing-failed', `Message ${index + 1} of ${messages.length} cannot be combined. ${messageOf(cause)}`, {
        cause,
      })
    }
  })
