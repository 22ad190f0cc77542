import { Readable } from 'node:stream'
import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import { gunzip, gunzipStream } from '../languages/gzip/gzip.ts'

/** SAP Help, “Define a Decoder”. What is unpacked in memory is as large as a body may be there. */
export default defineStep({
  activity: 'Decoder',
  variant: 'GZIP Decompress',
  label: 'GZIP Decompression',
  doc: 'Unpacks a body that is packed with gzip.',
  fields: {},
  acceptsStreams: true,
  compile: (_, context) => async (exchange) => {
    const { body } = exchange
    exchange.body = body.isStream
      ? Body.stream(Readable.from(gunzipStream(body.asStream())))
      : Body.bytes(await gunzip(body.asBytes(), context.flow.services.bufferLimit))
  },
})
