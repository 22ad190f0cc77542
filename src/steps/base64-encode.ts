import { Readable } from 'node:stream'
import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import { base64Encoded, encodeBase64 } from '../languages/base64/base64.ts'

/** SAP Help, “Define an Encoder”. The result has no line breaks: flows put it into JSON and into headers. */
export default defineStep({
  activity: 'Encoder',
  variant: 'Base64 Encode',
  label: 'Base64 Encoder',
  doc: 'Encodes the body with Base64.',
  fields: {},
  acceptsStreams: true,
  compile: () => (exchange) => {
    const { body } = exchange
    exchange.body = body.isStream
      ? Body.stream(Readable.from(base64Encoded(body.asStream())))
      : Body.bytes(Buffer.from(encodeBase64(body.asBytes()), 'latin1'))
  },
})
