import { Readable } from 'node:stream'
import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import { base64Decoded, decodeBase64 } from '../languages/base64/base64.ts'

/** SAP Help, “Define a Decoder”. */
export default defineStep({
  activity: 'Decoder',
  variant: 'Base64 Decode',
  label: 'Base64 Decoder',
  doc: 'Decodes a body that is encoded with Base64; line breaks are overlooked.',
  fields: {},
  acceptsStreams: true,
  compile: () => (exchange) => {
    const { body } = exchange
    exchange.body = body.isStream ? Body.stream(Readable.from(base64Decoded(body.asStream()))) : Body.bytes(decodeBase64(body.asText()))
  },
})
