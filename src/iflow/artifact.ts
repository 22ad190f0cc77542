import { SluiceError } from '../kernel/errors.ts'
import type { Files } from './archive.ts'
import { readIflow } from './iflow.ts'
import { MANIFEST_PATH, readManifest } from './manifest.ts'
import type { Artifact, IflowArtifact, Manifest, Resources } from './model.ts'
import { overrideParameters, readParameters } from './parameters.ts'
import { placeholdersOf, replacePlaceholders } from './placeholders.ts'
import { parseXmlFile } from './xml-file.ts'

/**
 * Reads an artifact from its files (format document §1). `overrides` are values of externalised parameters set at deployment;
 * they replace those of `parameters.prop`. Throws `bad-request` when the files are no artifact, `deploy-failed` when the flow
 * in them is broken.
 */
export function readArtifact(files: Files, overrides: ReadonlyMap<string, string> = new Map()): Artifact {
  const bytes = files.get(MANIFEST_PATH)
  if (files.has(SUBSYSTEM_PATH)) throw new SluiceError('bad-request', ADAPTER_ARCHIVE)
  if (!bytes) throw new SluiceError('bad-request', `The archive has no ${MANIFEST_PATH}`)
  const manifest = readManifest(bytes)
  const kind = kindOf(manifest, files)
  if (kind === 'integration-flow') return readIflowArtifact(manifest, files, overrides)
  overrideParameters(new Map(), overrides)
  return { kind, manifest, resources: resourcesOf(files) }
}

/** The manifest of an `.esa` archive, which holds a custom adapter. */
const SUBSYSTEM_PATH = 'OSGI-INF/SUBSYSTEM.MF'
const ADAPTER_ARCHIVE = 'The archive holds an integration adapter. Custom adapters are Java bundles, which this runtime cannot load.'

const KINDS = new Map(
  Object.entries<Artifact['kind']>({
    IntegrationFlow: 'integration-flow',
    RESTAPIProvider: 'integration-flow',
    ScriptCollection: 'script-collection',
    ValueMapping: 'value-mapping',
    MessageMapping: 'message-mapping',
    FunctionLibraries: 'function-libraries',
    ImportedArchives: 'imported-archives',
  }),
)

function kindOf(manifest: Manifest, files: Files): Artifact['kind'] {
  const kind =
    KINDS.get(manifest.bundleType) ?? (manifest.bundleType === '' && iflowPaths(files).length > 0 ? 'integration-flow' : undefined)
  if (kind) return kind
  const found = manifest.bundleType === '' ? 'has no SAP-BundleType' : `has the SAP-BundleType ${manifest.bundleType}`
  throw new SluiceError('bad-request', `The artifact ${manifest.id} ${found}; known are ${[...KINDS.keys()].join(', ')}`)
}

function readIflowArtifact(manifest: Manifest, files: Files, overrides: ReadonlyMap<string, string>): IflowArtifact {
  const path = iflowPath(files)
  const document = parseXmlFile(files.get(path)!, path)
  const parameters = overrideParameters(readParameters(files), overrides, placeholdersOf(document))
  const unresolvedParameters = replacePlaceholders(document, parameters)
  return {
    kind: 'integration-flow',
    manifest,
    resources: resourcesOf(files),
    model: readIflow(document, manifest),
    parameters: [...parameters.values()],
    unresolvedParameters,
  }
}

const iflowPaths = (files: Files): string[] => [...files.keys()].filter((path) => path.startsWith(RESOURCES) && path.endsWith('.iflw'))

/** Where the flow itself stands; the file's name says nothing: copies keep the old one. Throws `bad-request`. */
export function iflowPath(files: Files): string {
  const [path, second] = iflowPaths(files)
  if (path === undefined) throw new SluiceError('bad-request', `The archive has no .iflw file below ${RESOURCES}`)
  if (second !== undefined) throw new SluiceError('bad-request', `The archive has two .iflw files, ${path} and ${second}`)
  return path
}

const RESOURCES = 'src/main/resources/'

/** A value mapping keeps its file at the root of the archive. */
const VALUE_MAPPING = 'value_mapping.xml'

function resourcesOf(files: Files): Resources {
  const resources = new Map<string, Uint8Array>()
  for (const [path, bytes] of files) {
    if (path.startsWith(RESOURCES)) resources.set(path.slice(RESOURCES.length), bytes)
    else if (path === VALUE_MAPPING) resources.set(path, bytes)
  }
  return resources
}
