import { type Files, readArchive, writeArchive } from '../../iflow/archive.ts'
import { SluiceError } from '../../kernel/errors.ts'

const ROOT = 'src/main/resources/'

/** A file of an artifact as the API shows it. */
export interface ResourceFile {
  readonly name: string
  readonly resourceType: string
  readonly path: string
  readonly content: Uint8Array
}

interface ResourceType {
  readonly name: string
  /** Where new files of the type go. */
  readonly folder: string
  readonly extensions: readonly string[]
}

const RESOURCE_TYPES: readonly ResourceType[] = [
  { name: 'groovy', folder: 'script', extensions: ['groovy', 'gsh'] },
  { name: 'js', folder: 'script', extensions: ['js'] },
  { name: 'jar', folder: 'lib', extensions: ['jar'] },
  { name: 'mmap', folder: 'mapping', extensions: ['mmap'] },
  { name: 'opmap', folder: 'mapping', extensions: ['opmap'] },
  { name: 'xslt', folder: 'mapping', extensions: ['xslt', 'xsl'] },
  { name: 'xsd', folder: 'xsd', extensions: ['xsd'] },
  { name: 'wsdl', folder: 'wsdl', extensions: ['wsdl'] },
  { name: 'edmx', folder: 'edmx', extensions: ['edmx'] },
  { name: 'json', folder: 'json', extensions: ['json'] },
]

/** The resources of an artifact zip: what has a type of its own, the flow itself and its parameters are none. */
export async function resourcesOf(content: Uint8Array): Promise<ResourceFile[]> {
  return resourcesAmong(await readArchive(content))
}

function resourcesAmong(files: Files): ResourceFile[] {
  return [...files].flatMap(([path, content]) => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
    const type = path.startsWith(ROOT) ? RESOURCE_TYPES.find(({ extensions }) => extensions.includes(extension)) : undefined
    return type === undefined ? [] : [{ name, resourceType: type.name, path, content }]
  })
}

/** The zip with one more file. Throws `bad-request` for a name or type that cannot be, `conflict` when the file is there. */
export async function addResource(zip: Uint8Array, name: string, resourceType: string, content: Uint8Array): Promise<Uint8Array> {
  const type = typeNamed(resourceType)
  checkName(name, type)
  const files = await readArchive(zip)
  if (find(files, name, resourceType) !== undefined) {
    throw new SluiceError('conflict', `Resource with name '${name}' and type '${resourceType}' already exists.`)
  }
  return writeArchive(new Map(files).set(`${ROOT}${type.folder}/${name}`, content))
}

/** The zip with other content of one file. Throws `not-found`. */
export async function replaceResource(zip: Uint8Array, name: string, resourceType: string, content: Uint8Array): Promise<Uint8Array> {
  const files = await readArchive(zip)
  return writeArchive(new Map(files).set(existing(files, name, resourceType).path, content))
}

/** The zip without one file. Throws `not-found`. */
export async function removeResource(zip: Uint8Array, name: string, resourceType: string): Promise<Uint8Array> {
  const files = new Map(await readArchive(zip))
  files.delete(existing(files, name, resourceType).path)
  return writeArchive(files)
}

const find = (files: Files, name: string, resourceType: string): ResourceFile | undefined =>
  resourcesAmong(files).find((resource) => resource.name === name && resource.resourceType === resourceType)

function existing(files: Files, name: string, resourceType: string): ResourceFile {
  const resource = find(files, name, resourceType)
  if (resource === undefined) throw new SluiceError('not-found', `Resource with name '${name}' and type '${resourceType}' not found.`)
  return resource
}

function typeNamed(name: string): ResourceType {
  const type = RESOURCE_TYPES.find((candidate) => candidate.name === name)
  if (type !== undefined) return type
  const known = RESOURCE_TYPES.map((candidate) => candidate.name).join(', ')
  throw new SluiceError('bad-request', `Property 'ResourceType' has the unknown value '${name}'; known are ${known}.`)
}

function checkName(name: string, { name: type, extensions }: ResourceType): void {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (/^[^/\\:*?"<>|\p{Cc}]+$/u.test(name) && !name.startsWith('.') && extensions.includes(extension)) return
  throw new SluiceError('bad-request', `Property 'Name' must be a file name of type ${type} (.${extensions.join(', .')}), found '${name}'.`)
}
