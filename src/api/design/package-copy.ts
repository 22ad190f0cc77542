import { SluiceError } from '../../kernel/errors.ts'
import type { IntegrationPackage } from '../../store/design.ts'
import type { Store } from '../../store/store.ts'
import type { Stamp } from './integration-package.ts'

/**
 * Copies a package with its artifacts and their tests under ids and a name that end with the suffix. Throws `bad-request` for a suffix that ids cannot
 * have, and `conflict` without one or when the package or one of the artifacts is there already; then nothing is changed.
 */
export async function copyPackage(
  { design, flowTests }: Pick<Store, 'design' | 'flowTests'>,
  original: IntegrationPackage,
  suffix: string,
  { user, now }: Stamp,
): Promise<IntegrationPackage> {
  if (!/^[A-Za-z0-9.-]*$/.test(suffix)) throw new SluiceError('bad-request', `The suffix '${suffix}' has a special character.`)
  const named = (text: string) => `${text}.${suffix}`
  const artifacts = await design.artifacts({ packageId: original.id })
  const taken = await Promise.all([design.package(named(original.id)), ...artifacts.map(({ id }) => design.artifact(named(id)))])
  if (suffix === '' || taken.some((found) => found !== undefined)) throw existsAlready()
  const stamped = { createdBy: user, createdAt: now, modifiedBy: user, modifiedAt: now }
  const copy = { ...original, ...stamped, id: named(original.id), name: named(original.name) }
  await design.createPackage(copy)
  for (const artifact of artifacts) {
    const content = await design.content(artifact.id, artifact.version)
    if (content === undefined) continue
    const artifactId = named(artifact.id)
    await design.createArtifact({ ...artifact, ...stamped, id: artifactId, packageId: copy.id }, content)
    for (const test of await flowTests.list(artifact.id)) await flowTests.create({ ...test, artifactId, lastRun: null })
  }
  const documents = await design.documents(original.id)
  await design.replaceDocuments(
    copy.id,
    documents.map(({ packageId: _, ...document }) => document),
  )
  return copy
}

/** The words of the tenant (contract odata-endpoints, `CopyIntegrationPackage`). */
const existsAlready = () =>
  new SluiceError(
    'conflict',
    'The package with the same name/Id already exists. Copy not successful from content hub to workpace due to conflict.' +
      "In order to create an copy, add 'ImportMode' as 'CREATE_COPY' and 'Suffix' with desired value in url as parameter," +
      "Or to Overwrite existing content, specify 'ImportMode' as 'OVERWRITE' in url as parameter.",
  )
