import { Readable } from 'node:stream'
import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import { gzip, gzipStream } from '../languages/gzip/gzip.ts'

/** SAP Help, “Define an Encoder”. */
export default defineStep({
  activity: 'Encoder',
  variant: 'GZIP Compress',
  label: 'GZIP Compression',
  doc: 'Packs the body with gzip.',
  fields: {},
  acceptsStreams: true,
  compile: () => async (exchange) => {
    const { body } = exchange
    exchange.body = body.isStream ? Body.stream(Readable.from(gzipStream(body.asStream()))) : Body.bytes(await gzip(body.asBytes()))
  },
})
