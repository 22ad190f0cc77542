import { SluiceError } from '../../kernel/errors.ts'
import type { DesignStore, IntegrationPackage } from '../../store/design.ts'
import type { Stamp } from './integration-package.ts'

/**
 * Copies a package with its artifacts under ids and a name that end with the suffix. Throws `bad-request` for a suffix that ids cannot
 * have, and `conflict` without one or when the package or one of the artifacts is there already; then nothing is changed.
 */
export async function copyPackage(
  store: DesignStore,
  original: IntegrationPackage,
  suffix: string,
  { user, now }: Stamp,
): Promise<IntegrationPackage> {
  if (!/^[A-Za-z0-9.-]*$/.test(suffix)) throw new SluiceError('bad-request', `The suffix '${suffix}' has a special character.`)
  const named = (text: string) => `${text}.${suffix}`
  const artifacts = await store.artifacts({ packageId: original.id })
  const taken = await Promise.all([store.package(named(original.id)), ...artifacts.map(({ id }) => store.artifact(named(id)))])
  if (suffix === '' || taken.some((found) => found !== undefined)) throw existsAlready()
  const stamped = { createdBy: user, createdAt: now, modifiedBy: user, modifiedAt: now }
  const copy = { ...original, ...stamped, id: named(original.id), name: named(original.name) }
  await store.createPackage(copy)
  for (const artifact of artifacts) {
    const content = await store.content(artifact.id, artifact.version)
    if (content === undefined) continue
    await store.createArtifact({ ...artifact, ...stamped, id: named(artifact.id), packageId: copy.id }, content)
  }
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
