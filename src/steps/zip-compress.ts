import { Body } from '../engine/body.ts'
import { defineStep } from '../engine/define-step.ts'
import type { Exchange } from '../engine/exchange.ts'
import { writeZip, zipStream } from '../languages/file-archive/zip.ts'
import { textOf } from '../languages/simple/value.ts'

const FILE_NAME = 'CamelFileName'

/**
 * SAP Help, “Define an Encoder”; Camel, “Zip File”. The header CamelFileName names the file, without its folders, and then
 * the archive.
 */
export default defineStep({
  activity: 'Encoder',
  variant: 'ZIP Compress',
  label: 'ZIP Compression',
  doc: 'Packs the body as the one file of a zip archive, under the name in the header CamelFileName.',
  fields: {},
  acceptsStreams: true,
  compile: (_, context) => async (exchange) => {
    const name = fileName(exchange)
    const time = context.flow.services.clock.now()
    const { body } = exchange
    exchange.body = body.isStream
      ? Body.stream(zipStream(name, body.asStream(), time))
      : Body.bytes(await writeZip([{ name, content: body.asBytes() }], time))
    exchange.headers.set(FILE_NAME, `${name}.zip`)
  },
})

function fileName({ headers, log }: Exchange): string {
  const name = textOf(headers.get(FILE_NAME)).split(/[\\/]/).at(-1)
  return name || log.messageGuid
}
