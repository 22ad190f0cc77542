import { change, type Entity, related, value } from '../../../api/odata.ts'
import { base64Of, base64OfText } from '../../../components/files/base64.ts'
import { type Artifact, artifactKey } from '../../package/artifact-kinds.ts'

/** A file of an artifact. */
export interface Resource {
  readonly name: string
  readonly type: string
  /** Bytes. */
  readonly size: number
}

const resourceOf = ({ Name, ResourceType, ResourceSize }: Entity<'Resources'>): Resource => ({
  name: Name ?? '',
  type: ResourceType ?? '',
  size: Number(ResourceSize),
})

/** The resource types of Cloud Integration, with the extensions that new files of each may have. */
export const RESOURCE_TYPES: Readonly<Record<string, readonly string[]>> = {
  groovy: ['groovy', 'gsh'],
  js: ['js'],
  jar: ['jar'],
  mmap: ['mmap'],
  opmap: ['opmap'],
  xslt: ['xslt', 'xsl'],
  xsd: ['xsd'],
  wsdl: ['wsdl'],
  edmx: ['edmx'],
  json: ['json'],
}

export const extensionOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1).toLowerCase()

/** The type of a file with this name; nothing for one that artifacts do not have. */
export const typeOf = (name: string): string | undefined =>
  Object.keys(RESOURCE_TYPES).find((type) => RESOURCE_TYPES[type]?.includes(extensionOf(name)))

const KEY = { Version: 'active' }
const quoted = (text: string): string => encodeURIComponent(`'${text.replaceAll("'", "''")}'`)
const resourceKey = ({ name, type }: Pick<Resource, 'name' | 'type'>): string =>
  `Resources(Name=${quoted(name)},ResourceType=${quoted(type)})`
const linkTo = (artifact: Artifact, resource: Resource): string => `${artifactKey(artifact)}/$links/${resourceKey(resource)}`

export async function resourcesOf({ kind, id }: Artifact): Promise<Resource[]> {
  const { results } = await related<'Resources'>(kind.set, { Id: id, ...KEY }, 'Resources')
  return results.map(resourceOf).sort((one, other) => one.name.localeCompare(other.name))
}

/** The bytes of a file. */
export const contentOf = async (artifact: Artifact, resource: Resource): Promise<Blob> =>
  (await value(`${artifactKey(artifact)}/${resourceKey(resource)}`)).blob()

/** Nothing for bytes that are no text. A byte order mark is kept. */
export async function textIn(content: Blob): Promise<string | undefined> {
  const bytes = await content.arrayBuffer()
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

export const saveText = async (artifact: Artifact, resource: Resource, text: string): Promise<unknown> =>
  change('PUT', linkTo(artifact, resource), { ResourceContent: await base64OfText(text) })

export const addFile = async (artifact: Artifact, { name, type }: Pick<Resource, 'name' | 'type'>, content: Blob): Promise<unknown> =>
  change('POST', `${artifactKey(artifact)}/Resources`, { Name: name, ResourceType: type, ResourceContent: await base64Of(content) })

export const deleteResource = (artifact: Artifact, resource: Resource): Promise<unknown> => change('DELETE', linkTo(artifact, resource))
