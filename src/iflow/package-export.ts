import { z } from 'zod'
import { SluiceError } from '../kernel/errors.ts'
import type { Files } from './archive.ts'

/** An integration package as the product exports it (format document §1.3). */
export interface PackageExport {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly resources: readonly PackageResource[]
}

export interface PackageResource {
  /** `Bundle-SymbolicName` of an artifact. */
  readonly id: string
  readonly name: string
  /** `IFlow`, `ScriptCollection`, `ValueMapping`, `MessageMapping`, `File`, `Url`, … */
  readonly type: string
  readonly version: string
  /** The artifact's own zip; for a file its bytes. */
  readonly content: Uint8Array
}

const RESOURCES = 'resources.cnt'

const Resource = z.object({
  id: z.string(),
  resourceType: z.string(),
  name: z.string().optional(),
  displayName: z.string().optional(),
  uniqueId: z.string().optional(),
  semanticVersion: z.string().optional(),
})
const Contents = z.object({ resources: z.array(Resource) })

/** Whether an archive is a package export and not one artifact. */
export const isPackageExport = (files: Files): boolean => files.has(RESOURCES)

/** Reads a package export. Throws `bad-request` when its list of contents is broken or names an entry that is missing. */
export function readPackageExport(files: Files): PackageExport {
  const entries = readContents(files.get(RESOURCES))
  const description = entries.find((entry) => entry.resourceType === 'ContentPackage')
  if (!description) throw new SluiceError('bad-request', `${RESOURCES} lists no ContentPackage`)
  const resources = entries.filter((entry) => entry !== description)
  return { ...identityOf(description), resources: resources.map((entry) => readResource(entry, files)) }
}

function readContents(bytes: Uint8Array | undefined): z.infer<typeof Resource>[] {
  if (!bytes) throw new SluiceError('bad-request', `The archive has no ${RESOURCES}`)
  try {
    const json = Buffer.from(Buffer.from(bytes).toString('latin1'), 'base64').toString('utf8')
    return Contents.parse(JSON.parse(json)).resources
  } catch (cause) {
    throw new SluiceError('bad-request', `${RESOURCES} is no base64 of a JSON list of resources`, { cause })
  }
}

function readResource(entry: z.infer<typeof Resource>, files: Files): PackageResource {
  const content = files.get(`${entry.id}_content`)
  if (!content)
    throw new SluiceError('bad-request', `${RESOURCES} lists the ${entry.resourceType} ${entry.id}, whose ${entry.id}_content is missing`)
  return { ...identityOf(entry), type: entry.resourceType, content }
}

const identityOf = (entry: z.infer<typeof Resource>) => ({
  id: entry.uniqueId || entry.name || entry.id,
  name: entry.displayName || entry.name || entry.id,
  version: entry.semanticVersion ?? '',
})
