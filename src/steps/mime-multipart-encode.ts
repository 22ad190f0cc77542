import { randomBytes } from 'node:crypto'
import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { flag, text } from '../engine/fields.ts'
import { type PartContent, writeFields, writeMultipart } from '../languages/mime/multipart-message.ts'
import { javaRegex } from '../languages/simple/java-regex.ts'
import { textOf } from '../languages/simple/value.ts'

/** SAP Help, “MIME Multipart Messages”; Camel, “MIME Multipart”. */
export default defineStep({
  activity: 'Encoder',
  variant: 'MIME Multipart Message Encode',
  label: 'MIME Multipart Encoder',
  doc: 'Puts the body and the attachments into one MIME multipart message.',
  fields: {
    subtype: text('MultipartSubtype', 'How the parts belong together: Mixed, Related, Alternative, …', 'Mixed'),
    inline: flag('MultipartAddHeadersInline', 'Whether the header fields of the message stand in the body; off makes them headers.', false),
    include: text('IncludeHeaders', 'Regular expression on the names of headers that come into the body too.'),
    fold: flag('FoldLongHeaders', 'Whether long header fields have line breaks, as mail wants them.', false),
  },
  compile({ subtype, inline, include, fold }, context) {
    const included = include === '' ? undefined : javaRegex(include, 'whole')
    const type = `multipart/${subtype.toLowerCase()}`
    return (exchange) => {
      if (!inline && exchange.attachments.size === 0) return
      const boundary = `----=_Part_0_${randomBytes(5).readUIntBE(0, 5)}.${context.flow.services.clock.now()}`
      const folding = inline || fold ? '\r\n\t' : ''
      const fields: [string, string][] = [
        ['Message-ID', `<${randomBytes(12).toString('hex')}@${context.flow.id}>`],
        ['MIME-Version', '1.0'],
        ['Content-Type', `${type}; ${folding}boundary="${boundary}"`],
      ]
      const content = writeMultipart([bodyPart(exchange), ...attachmentParts(exchange)], boundary)
      exchange.attachments.clear()
      if (inline) {
        const head = writeFields([...fields, ...(included ? includedFields(exchange, included, fields) : [])])
        exchange.body = Body.bytes(Buffer.concat([Buffer.from(`${head}\r\n`), content]))
      } else {
        for (const [name, value] of fields) exchange.headers.set(name, value)
        exchange.body = Body.bytes(content)
      }
    }
  },
})

const OCTETS = 'application/octet-stream'

const bodyPart = ({ headers, body }: Exchange): PartContent => ({
  contentType: textOf(headers.get('Content-Type')) || OCTETS,
  content: body.asBytes(),
  fileName: undefined,
  fields: new Map(),
})

const attachmentParts = ({ attachments }: Exchange): PartContent[] =>
  [...attachments].map(([name, { contentType, content, headers }]) => ({
    contentType: contentType || OCTETS,
    content,
    fileName: name,
    fields: headers,
  }))

/** A header takes one line and does not replace what the message says about itself. */
function includedFields({ headers }: Exchange, included: RegExp, own: readonly (readonly [string, string])[]): [string, string][] {
  const taken = new Set(own.map(([name]) => name.toLowerCase()))
  return [...headers]
    .filter(([name]) => included.test(name) && !taken.has(name.toLowerCase()))
    .map(([name, value]) => [name, textOf(value)])
}
