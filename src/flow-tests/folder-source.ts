import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { type Files, readArchive } from '../iflow/archive.ts'
import { readFolder } from '../iflow/folder.ts'
import { MANIFEST_PATH } from '../iflow/manifest.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import type { WatchedPlaces } from './file-watch.ts'
import type { LooseFile, TestSource } from './test-source.ts'

export const TEST_FILE_ENDING = '.test.yaml'
const RESOURCES = join('src', 'main', 'resources')

/** A test file on disk. Artifacts are read once, however many tests use them. */
export class FolderSource implements TestSource {
  readonly name: string
  readonly text: string
  readonly #file: string
  readonly #artifacts = new Map<string, Promise<Files>>()
  readonly #loose = new Map<string, Promise<Files>>()
  readonly #folders = new Set<string>()

  private constructor(file: string, text: string) {
    this.#file = resolve(file)
    this.#folders.add(dirname(this.#file))
    this.name = relative('', file) || file
    this.text = text
  }

  /** Throws `bad-request` when the file cannot be read. */
  static async open(file: string): Promise<FolderSource> {
    return new FolderSource(file, await readFile(file, 'utf8').catch((cause) => Promise.reject(unreadable(file, cause))))
  }

  /** What the results depend on. */
  watched(): WatchedPlaces {
    return { places: [...this.#folders], trees: [...this.#artifacts.keys()] }
  }

  async readFile(path: string): Promise<Uint8Array> {
    const file = this.#resolve(path)
    this.#folders.add(dirname(file))
    return readFile(file).catch((cause) => Promise.reject(unreadable(file, cause)))
  }

  async artifact(path?: string): Promise<Files> {
    const place = path === undefined ? await this.#ownArtifact() : this.#resolve(path)
    return remembered(this.#artifacts, place, readArtifactFiles)
  }

  async looseFile(path: string): Promise<LooseFile> {
    const file = await this.#locate(path)
    this.#folders.add(dirname(file))
    const root = rootAround(file)
    const files = await remembered(this.#loose, root, readLoose)
    const below = relative(root, file).split(sep).join('/')
    if (below.includes('/')) return { path: below, resources: files }
    // A file without a folder around it: it and those beside it are where a script step looks for them.
    return { path: `script/${below}`, resources: new Map([...files].map(([name, content]) => [`script/${name}`, content])) }
  }

  #resolve(path: string): string {
    return resolve(dirname(this.#file), path)
  }

  /** Beside the test file, or in the artifact that it belongs to. */
  async #locate(path: string): Promise<string> {
    const beside = this.#resolve(path)
    if (existsSync(beside)) return beside
    const artifact = enclosingArtifact(this.#file)
    const inside = artifact && [join(artifact, path), join(artifact, RESOURCES, path)].find((file) => existsSync(file))
    if (inside) return inside
    throw new SluiceError('bad-request', `There is no file ${path} beside ${basename(this.#file)}${artifact ? ` nor in ${artifact}` : ''}`)
  }

  async #ownArtifact(): Promise<string> {
    const enclosing = enclosingArtifact(this.#file)
    if (enclosing) return enclosing
    const folder = dirname(this.#file)
    const stem = join(folder, basename(this.#file, TEST_FILE_ENDING))
    const named = [stem, `${stem}.zip`].find(isArtifactFile)
    if (named) return named
    const candidates = (await readdir(folder)).map((name) => join(folder, name)).filter(isArtifactFile)
    const [only, second] = candidates
    if (only && !second) return only
    const found = candidates.length === 0 ? 'there is none' : `there are ${candidates.map((each) => basename(each)).join(', ')}`
    throw new SluiceError('bad-request', `Say with \`artifact\` what is tested: beside the test file ${found}`)
  }
}

const unreadable = (file: string, cause: unknown): SluiceError =>
  new SluiceError('bad-request', `${file} cannot be read: ${messageOf(cause)}`, { cause })

function remembered<T>(known: Map<string, Promise<T>>, key: string, read: (key: string) => Promise<T>): Promise<T> {
  const value = known.get(key) ?? read(key)
  known.set(key, value)
  return value
}

const isArtifactFile = (path: string): boolean => existsSync(join(path, MANIFEST_PATH)) || (path.endsWith('.zip') && existsSync(path))

async function readArtifactFiles(path: string): Promise<Files> {
  try {
    return (await stat(path)).isDirectory() ? await readFolder(path) : await readArchive(await readFile(path))
  } catch (cause) {
    throw new SluiceError('bad-request', `The artifact ${path} cannot be read: ${messageOf(cause)}`, { cause })
  }
}

/** The closest folder around the file that is an artifact. */
function enclosingArtifact(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, MANIFEST_PATH))) return folder
    if (folder === dirname(folder)) return undefined
  }
}

/** What stands for `src/main/resources`: that folder, else the one around `script` or `mapping`, else the file's own. */
function rootAround(file: string): string {
  const artifact = enclosingArtifact(file)
  const resources = artifact && join(artifact, RESOURCES)
  if (resources && file.startsWith(resources + sep)) return resources
  const folder = dirname(file)
  return ['script', 'mapping'].includes(basename(folder)) ? dirname(folder) : folder
}

/** The files of the folder itself and of its folders `script`, `mapping` and the like: not a whole disk. */
async function readLoose(root: string): Promise<Files> {
  const files = new Map<string, Uint8Array>()
  for (const entry of await readdir(root, { withFileTypes: true })) {
    const path = join(root, entry.name)
    if (entry.isFile()) files.set(entry.name, await readFile(path))
    else if (entry.isDirectory() && RESOURCE_FOLDERS.has(entry.name)) {
      for (const [below, content] of await readFolder(path)) files.set(`${entry.name}/${below}`, content)
    }
  }
  return files
}

const RESOURCE_FOLDERS = new Set(['script', 'mapping', 'xsd', 'wsdl', 'edmx', 'json', 'lib'])
