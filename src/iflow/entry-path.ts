import { SluiceError } from '../kernel/errors.ts'

/**
 * The path of an archive entry below the archive's root, with forward slashes. Windows tools write backslashes; both are
 * accepted. Throws `bad-request` for a name that could leave the archive: absolute, with a drive letter, with `..`, or with
 * control characters. The root itself is `''`.
 *
 * @example entryPath('src\\main\\a.xml') // 'src/main/a.xml'
 */
export function entryPath(name: string): string {
  if (/^[\\/]/.test(name)) refuse(name, 'is absolute')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(name)) refuse(name, 'contains a control character')
  const segments = name.split(/[\\/]/).filter((segment) => segment !== '' && segment !== '.')
  if (segments.includes('..')) refuse(name, "contains '..'")
  if (/^[A-Za-z]:/.test(segments[0] ?? '')) refuse(name, 'has a drive letter')
  return segments.join('/')
}

function refuse(name: string, reason: string): never {
  throw new SluiceError('bad-request', `The archive entry ${JSON.stringify(name)} is refused: its name ${reason}`)
}

/** Drops the one folder that holds everything, as tools that zip a folder instead of its content leave it. */
export function withoutTopFolder<T>(files: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const [first] = files.keys()
  const folder = `${first?.split('/')[0]}/`
  if (isArtifactRoot(folder) || ![...files.keys()].every((path) => path.startsWith(folder))) return files
  return new Map([...files].map(([path, value]) => [path.slice(folder.length), value]))
}

const isArtifactRoot = (folder: string): boolean => folder === 'META-INF/' || folder === 'src/'
