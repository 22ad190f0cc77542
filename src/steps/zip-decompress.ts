import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import { SluiceError } from '../kernel/errors.ts'
import { readZip } from '../languages/file-archive/zip.ts'

/** SAP Help, “Define a Decoder”; Camel, “Zip File”. The list of files is at the end of an archive, so it cannot be streamed. */
export default defineStep({
  activity: 'Decoder',
  variant: 'ZIP Decompress',
  label: 'ZIP Decompression',
  doc: 'Unpacks the one file of a zip archive; the header CamelFileName has its name.',
  fields: {},
  compile: (_, context) => async (exchange) => {
    const [file, ...others] = await readZip(exchange.body.asBytes(), context.flow.services.bufferLimit)
    if (!file) throw new SluiceError('processing-failed', 'The zip archive has no file')
    if (others.length > 0) {
      throw new SluiceError('processing-failed', `The zip archive has ${others.length + 1} files; a Zip Splitter reads more than one`)
    }
    exchange.body = Body.bytes(file.content)
    exchange.headers.set('CamelFileName', file.name)
  },
})
