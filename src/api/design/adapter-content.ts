import { readArchive } from '../../iflow/archive.ts'
import { readManifest } from '../../iflow/manifest.ts'
import type { Manifest } from '../../iflow/model.ts'
import { SluiceError } from '../../kernel/errors.ts'

const SUBSYSTEM_PATH = 'OSGI-INF/SUBSYSTEM.MF'

/**
 * What an adapter archive says about itself. An `.esa` file is a zip of bundles with a manifest of its own, whose headers are called
 * `Subsystem-…` instead of `Bundle-…` (OSGi Subsystem Service 1.1 §134.2). Throws `bad-request`.
 */
export async function readAdapterManifest(content: Uint8Array): Promise<Manifest> {
  const file = (await readArchive(content)).get(SUBSYSTEM_PATH)
  if (file === undefined) throw new SluiceError('bad-request', `The adapter archive has no ${SUBSYSTEM_PATH}.`)
  const headers = Buffer.from(file).toString('utf8')
  if (!/^Subsystem-SymbolicName:/m.test(headers)) throw new SluiceError('bad-request', `${SUBSYSTEM_PATH} has no Subsystem-SymbolicName.`)
  const text = headers.replace(/^Subsystem-(SymbolicName|Name|Version):/gm, 'Bundle-$1:')
  return readManifest(Buffer.from(text))
}
