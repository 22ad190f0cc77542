// Makes the script host ready: finds Java and the jars, installs them where it may, compiles our Java sources. Run by
// `npm start` and by hand: `npx tsx scripts/script-host.ts`.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Installation, LAUNCH_FILE, MISSING_FILE } from '../src/languages/script-host/installation.ts'
import { installDebianPackages } from './debian-packages.ts'
import { LIBRARIES, type Library } from './script-libraries.ts'

export interface ScriptHostSetUp {
  /** The checkout. */
  readonly root: string
  /** Told about everything that takes long. */
  readonly log: (line: string) => void
  /** Whether Debian packages may be installed. */
  readonly allowInstall: boolean
}

export type ScriptHostState = { readonly ready: true; readonly folder: string } | { readonly ready: false; readonly reason: string }

const JDK_PACKAGE = 'default-jdk-headless'
const JAVA_RELEASE = '17'
const DEBIAN_JAR_FOLDERS = ['/usr/share/java', '/usr/share/groovy/embeddable']
const DEBIAN_JVM_FOLDER = '/usr/lib/jvm'

/** Sets the script host up in `build/script-host`; costs a few milliseconds when nothing changed. */
export async function setUpScriptHost(setUp: ScriptHostSetUp): Promise<ScriptHostState> {
  const folder = join(setUp.root, 'build', 'script-host')
  const sources = javaSources(setUp.root)
  let parts = findParts(setUp.root)
  if (isUpToDate(folder, sources, parts)) return { ready: true, folder }
  if (setUp.allowInstall) parts = install(parts, setUp)
  mkdirSync(folder, { recursive: true })
  const failure = parts.missing.length > 0 ? whatToInstall(setUp.root, parts.missing) : await build(folder, sources, parts, setUp)
  if (failure === undefined) return { ready: true, folder }
  rmSync(join(folder, LAUNCH_FILE), { force: true })
  writeFileSync(join(folder, MISSING_FILE), failure)
  return { ready: false, reason: failure }
}

/** Optional packages are asked for one by one, and only when something is built: a system may not have them all. */
function install(parts: Parts, { root, log }: ScriptHostSetUp): Parts {
  const needed = packagesOf(parts.missing)
  const installed = needed.length > 0 && installDebianPackages(needed, log)
  const optional = packagesOf(parts.wanting).filter((name) => installDebianPackages([name], log))
  return installed || optional.length > 0 ? findParts(root) : parts
}

interface Parts {
  readonly java: string | undefined
  readonly javac: string | undefined
  readonly jars: readonly string[]
  readonly missing: readonly MissingPart[]
  /** What only some scripts import. */
  readonly wanting: readonly Library[]
}

type MissingPart = Pick<Library, 'name' | 'debianPackage'> & { readonly mavenCoordinates?: string }

function findParts(root: string): Parts {
  const javac = findCommand('javac')
  const java = javac && [join(dirname(javac), 'java')].find(isExecutable)
  const found = LIBRARIES.map((library) => ({ library, jar: findJar(root, library.file) }))
  const absent = found.filter(({ jar }) => jar === undefined).map(({ library }) => library)
  const missing: MissingPart[] = absent.filter((library) => !library.optional)
  if (!java || !javac) missing.push({ name: `a JDK, version ${JAVA_RELEASE} or newer`, debianPackage: JDK_PACKAGE })
  return { java, javac, jars: found.flatMap(({ jar }) => jar ?? []), missing, wanting: absent.filter((library) => library.optional) }
}

/** Jars that a user put into `script-host/lib` come before Debian's. */
function findJar(root: string, file: RegExp): string | undefined {
  return [userJarFolder(root), ...DEBIAN_JAR_FOLDERS].flatMap((folder) =>
    entries(folder)
      .filter((name) => file.test(name))
      .map((name) => join(folder, name)),
  )[0]
}

const userJarFolder = (root: string): string => join(root, 'script-host', 'lib')

const entries = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).sort() : [])

/** A command of the JDK: of `JAVA_HOME`, of the search path, or of Debian's folder. */
function findCommand(name: string): string | undefined {
  const home = process.env.JAVA_HOME ? [join(process.env.JAVA_HOME, 'bin')] : []
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const debian = entries(DEBIAN_JVM_FOLDER).map((jvm) => join(DEBIAN_JVM_FOLDER, jvm, 'bin'))
  return [...home, ...path, ...debian].map((folder) => join(folder, name)).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A text for people: packages and, for jars, Maven coordinates and the folder to put them in. */
export const whatToInstall = (root: string, missing: readonly MissingPart[]): string =>
  `Scripts need ${namesOf(missing)}. ${howToInstall(root, missing)}`

/** The same about libraries without which most scripts run. */
export const whatScriptsLack = (root: string, wanting: readonly MissingPart[]): string =>
  `Scripts that import ${namesOf(wanting)} will not deploy. ${howToInstall(root, wanting)}`

function howToInstall(root: string, missing: readonly MissingPart[]): string {
  const coordinates = missing.flatMap((part) => part.mavenCoordinates ?? [])
  const packages = `On Debian or Ubuntu: apt-get install ${packagesOf(missing).join(' ')}.`
  const jars = ` Or put the jars of these Maven coordinates into ${userJarFolder(root)}: ${coordinates.join(', ')}.`
  return `${packages}${coordinates.length > 0 ? jars : ''} Then start again.`
}

const namesOf = (parts: readonly MissingPart[]): string => parts.map((part) => part.name).join(', ')

const packagesOf = (missing: readonly MissingPart[]): string[] => [...new Set(missing.map((part) => part.debianPackage))]

interface JavaSources {
  readonly files: readonly string[]
  readonly fingerprint: string
}

function javaSources(root: string): JavaSources {
  const folder = join(root, 'script-host', 'src')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.java'))
    .sort()
  const hash = createHash('sha256')
  for (const name of names) hash.update(name).update(readFileSync(join(folder, name)))
  return { files: names.map((name) => join(folder, name)), fingerprint: hash.digest('hex') }
}

function isUpToDate(folder: string, sources: JavaSources, parts: Parts): boolean {
  const launch = join(folder, LAUNCH_FILE)
  if (parts.missing.length > 0 || !existsSync(launch)) return false
  const wanted = installation(folder, sources, parts)
  return existsSync(wanted.classPath[0] as string) && readFileSync(launch, 'utf8') === launchText(wanted)
}

/** Classes of other sources stay where they are: a server may still run with them. */
const installation = (folder: string, sources: JavaSources, parts: Parts): Installation => ({
  java: parts.java as string,
  classPath: [join(folder, `classes-${sources.fingerprint.slice(0, 12)}`), ...parts.jars],
})

const launchText = (wanted: Installation): string => JSON.stringify(wanted, null, 2)

/** Compiles the sources and writes how to start them; returns what went wrong, if anything. */
async function build(folder: string, sources: JavaSources, parts: Parts, { root, log }: ScriptHostSetUp): Promise<string | undefined> {
  const wanted = installation(folder, sources, parts)
  const classes = wanted.classPath[0] as string
  if (!existsSync(classes)) {
    log('Compiling the script host')
    if (parts.wanting.length > 0) log(whatScriptsLack(root, parts.wanting))
    const failure = await compile(classes, sources, parts)
    if (failure !== undefined) return failure
  }
  writeFileSync(join(folder, LAUNCH_FILE), launchText(wanted))
  rmSync(join(folder, MISSING_FILE), { force: true })
  return undefined
}

/** Compiles aside and moves the result into place, so that nobody ever starts half of it. */
async function compile(classes: string, sources: JavaSources, parts: Parts): Promise<string | undefined> {
  const aside = `${classes}.${process.pid}`
  const options = ['-nowarn', '-encoding', 'UTF-8', '--release', JAVA_RELEASE, '-d', aside, '-cp', parts.jars.join(delimiter)]
  try {
    await promisify(execFile)(parts.javac as string, [...options, ...sources.files])
  } catch (problem) {
    rmSync(aside, { recursive: true, force: true })
    return `The script host does not compile with ${parts.javac}: ${(problem as { stderr?: string }).stderr || (problem as Error).message}`
  }
  if (existsSync(classes)) rmSync(aside, { recursive: true, force: true })
  else renameSync(aside, classes)
  return undefined
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const state = await setUpScriptHost({ root, log: (line) => console.error(`▸ ${line}`), allowInstall: true })
  if (!state.ready && process.argv.includes('--required')) {
    console.error(`✗ ${state.reason}`)
    process.exitCode = 1
  } else if (!state.ready) console.error(`▸ ${state.reason}\n▸ Flows without scripts run all the same.`)
}
