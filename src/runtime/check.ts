import { statSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { absentStores } from '../engine/absent-stores.ts'
import { compile } from '../engine/compile.ts'
import type { Problem } from '../engine/plan.ts'
import type { Registry } from '../engine/registry.ts'
import type { Credentials, ScriptHost, Services } from '../engine/services.ts'
import { readArchive } from '../iflow/archive.ts'
import { readArtifact } from '../iflow/artifact.ts'
import { readFolder } from '../iflow/folder.ts'
import type { Artifact, Resources } from '../iflow/model.ts'
import { systemClock } from '../kernel/clock.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import { silentLogger } from '../kernel/logger.ts'

/** Whether one artifact runs here, and if not, why. */
export interface CheckedArtifact {
  readonly id: string
  readonly file: string
  readonly runs: boolean
  readonly problems: readonly Problem[]
}

/**
 * Checks artifacts without a server: zips, exploded folders, or folders of zips. Companions among them (script collections,
 * mappings) count as deployed. Throws `bad-request` when a path holds no artifact.
 */
export async function checkArtifacts(paths: readonly string[], registry: Registry, services: Services): Promise<CheckedArtifact[]> {
  const files = (await Promise.all(paths.map(artifactFiles))).flat()
  const read = await Promise.all(files.map(readOne))
  const companions = new Map<string, Resources>()
  for (const { artifact } of read)
    if (artifact && artifact.kind !== 'integration-flow') companions.set(artifact.manifest.id, artifact.resources)
  const environment = { registry, services, companion: (id: string) => companions.get(id) }
  const checked: CheckedArtifact[] = []
  for (const { file, artifact, failure } of read) {
    if (!artifact)
      checked.push({ id: basename(file), file, runs: false, problems: [{ element: 'artifact', construct: 'File', reason: failure }] })
    else if (artifact.kind !== 'integration-flow') checked.push({ id: artifact.manifest.id, file, runs: true, problems: [] })
    else {
      const { problems } = await compile(artifact, environment)
      checked.push({ id: artifact.manifest.id, file, runs: problems.length === 0, problems })
    }
  }
  return checked
}

type ReadFile = { file: string; artifact: Artifact; failure: '' } | { file: string; artifact: undefined; failure: string }

async function readOne(file: string): Promise<ReadFile> {
  try {
    const files = statSync(file).isDirectory() ? await readFolder(file) : await readArchive(await readFile(file))
    return { file, artifact: readArtifact(files), failure: '' }
  } catch (thrown) {
    return { file, artifact: undefined, failure: messageOf(thrown) }
  }
}

/** The artifact itself when the path is one, else every zip in the folder. */
async function artifactFiles(path: string): Promise<string[]> {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) throw new SluiceError('bad-request', `There is no file or folder ${path}`)
  if (stats.isFile() || statSync(join(path, 'META-INF'), { throwIfNoEntry: false })) return [path]
  const names = (await readdir(path)).filter((name) => name.endsWith('.zip')).sort()
  if (names.length === 0) throw new SluiceError('bad-request', `${path} holds no artifact: neither META-INF nor a zip file`)
  return names.map((name) => join(path, name))
}

/** Services for compiling only: whatever would leave the process while a message runs refuses. */
export function offlineServices<S extends ScriptHost>(scriptHost: (credentials: Credentials) => S): Services & { readonly scripts: S } {
  const refuse = async (): Promise<never> => {
    throw new SluiceError('unavailable', 'There is no tenant to ask')
  }
  const credentials: Credentials = { user: refuse, oauth2ClientCredentials: refuse, secureParameter: refuse }
  return {
    clock: systemClock,
    logger: silentLogger,
    credentials,
    keys: { keyPair: refuse, findKeyPair: refuse, certificates: refuse, publicPgpKeys: refuse, secretPgpKeys: refuse },
    scripts: scriptHost(credentials),
    valueMappings: { find: refuse },
    stores: absentStores,
    partnerDirectory: { binaryParameter: refuse },
    sendHttp: refuse,
    sendProcessDirect: refuse,
    bufferLimit: 0,
  }
}
