import { randomUUID } from 'node:crypto'
import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { flag } from '../engine/fields.ts'
import { SluiceError } from '../kernel/errors.ts'
import { decodedContent, type MimePart, parameterOf, readPart, splitMultipart } from '../languages/mime/mime-part.ts'
import { textOf } from '../languages/simple/value.ts'

/** SAP Help, “MIME Multipart Messages”; Camel, “MIME Multipart”. */
export default defineStep({
  activity: 'Decoder',
  variant: 'MIME Multipart Message Decode',
  label: 'MIME Multipart Decoder',
  doc: 'Makes the first part of a MIME multipart message the body and the others attachments.',
  fields: {
    inline: flag(
      'MultipartHeadersInline',
      'Whether the header fields of the message stand in the body; off takes them from headers.',
      false,
    ),
  },
  compile:
    ({ inline }) =>
    (exchange) => {
      const content = Buffer.from(exchange.body.asBytes())
      const message = inline ? readPart(content) : { fields: new Map([['content-type', contentTypeOf(exchange)]]), content }
      const type = message.fields.get('content-type') ?? ''
      if (!/^\s*multipart\//i.test(type)) {
        // What has no multipart header is a preamble, which nobody reads.
        if (inline) exchange.body = Body.empty
        return
      }
      unpack(splitMultipart(message.content, boundaryOf(type)), exchange)
    },
})

const contentTypeOf = ({ headers }: Exchange): string => textOf(headers.get('Content-Type'))

function boundaryOf(type: string): string {
  const boundary = parameterOf(type, 'boundary')
  if (boundary) return boundary
  throw new SluiceError('processing-failed', `The content type '${type}' has no boundary`)
}

function unpack([first, ...others]: readonly MimePart[], exchange: Exchange): void {
  if (!first) throw new SluiceError('processing-failed', 'The MIME multipart message has no part')
  for (const name of ['MIME-Version', 'Content-Transfer-Encoding']) exchange.headers.delete(name)
  exchange.headers.set('Content-Type', first.fields.get('content-type') ?? 'text/plain')
  exchange.body = Body.bytes(decodedContent(first))
  for (const part of others) {
    const contentType = part.fields.get('content-type') ?? 'text/plain'
    exchange.attachments.set(nameOf(part), { contentType, content: decodedContent(part), headers: part.fields })
  }
}

/** The name of the file, else the content id, else one that nobody else has. */
function nameOf({ fields }: MimePart): string {
  const disposition = fields.get('content-disposition') ?? ''
  const name = parameterOf(disposition, 'filename') ?? parameterOf(fields.get('content-type') ?? '', 'name')
  return name || fields.get('content-id')?.replace(/^<(.*)>$/, '$1') || randomUUID()
}
