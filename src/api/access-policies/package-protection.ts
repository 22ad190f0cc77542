import { Refusal } from '../../identity/refusals.ts'
import type { DesignArtifact, IntegrationPackage } from '../../store/design.ts'
import { accessOf, factsOf, type PolicyContext, type ProtectedArtifact, requireAccess } from './protection.ts'

const asArtifact = ({ id, name }: Pick<IntegrationPackage, 'id' | 'name'>): ProtectedArtifact => ({
  type: 'INTEGRATION_PACKAGE',
  id,
  name,
  packageId: id,
})

/** Throws the refusal `protected-by-access-policy` when a policy keeps one of the packages from the caller. */
export const requirePackageAccess = (
  context: PolicyContext,
  ...packages: readonly Pick<IntegrationPackage, 'id' | 'name'>[]
): Promise<void> => requireAccess(context, ...packages.map(asArtifact))

/**
 * For what concerns a package with all that is in it, as exporting and deleting it: one artifact that is kept from the caller keeps the
 * package from him. Throws the refusal `protected-by-access-policy`, or `package-has-protected-artifact`.
 */
export async function requireWholePackage(context: PolicyContext, item: Pick<IntegrationPackage, 'id' | 'name'>): Promise<void> {
  await requirePackageAccess(context, item)
  const access = await accessOf(context)
  const closed = (await context.store.design.artifacts({ packageId: item.id })).find((artifact) => !access.allows(artifact))
  if (closed === undefined) return
  throw new Refusal('package-has-protected-artifact', { ...factsOf(closed, access, context), resource: item.name, value: closed.name })
}

/**
 * For a package, with these artifacts, that takes the place of the one with its id and of all that is in that one. Throws as
 * `requireWholePackage`.
 */
export async function requireReplacement(
  context: PolicyContext,
  item: Pick<IntegrationPackage, 'id' | 'name'>,
  artifacts: readonly DesignArtifact[],
): Promise<void> {
  const current = await context.store.design.package(item.id)
  if (current !== undefined) await requireWholePackage(context, current)
  await requirePackageAccess(context, item)
  await requireAccess(context, ...artifacts)
}
