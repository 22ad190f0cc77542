import { Body } from '../../engine/body.ts'
import type { Exchange } from '../../engine/exchange.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { PackedFile } from '../../languages/file-archive/packed-file.ts'
import { writeTar } from '../../languages/file-archive/tar.ts'
import { writeZip } from '../../languages/file-archive/zip.ts'
import { compileSimpleText } from '../../languages/simple/simple.ts'

/**
 * Compiles the strategies Zip and Tar: a file for each message that is not empty, named by the expression, else by the header
 * `CamelFileName`, else by a name that is its own. Throws `deploy-failed` for a bad expression; running, `processing-failed`
 * when two files have one name.
 */
export function compileCombineInArchive(format: 'zip' | 'tar', fileNames: string): (messages: readonly Exchange[]) => Promise<Body> {
  const nameOf = compileSimpleText(fileNames.trim() || '${header.CamelFileName}')
  const write = format === 'zip' ? writeZip : writeTar
  return async (messages) => {
    const files = new Map<string, PackedFile>()
    for (const [index, message] of messages.entries()) {
      if (message.body.isEmpty) continue
      const name = nameOf(message) || `${message.log.messageGuid}-${index + 1}`
      if (files.has(name)) throw new SluiceError('processing-failed', `Two files of the ${format} archive have the name '${name}'`)
      files.set(name, { name, content: message.body.asBytes() })
    }
    return Body.bytes(await write([...files.values()], messages[0]?.created ?? 0))
  }
}
