import { type Facts, Refusal } from '../../identity/refusals.ts'
import type { ArtifactReference } from '../../store/access-policies.ts'
import type { Management } from '../management-set.ts'

/** An artifact in the words of a reference. */
export interface ProtectedArtifact {
  readonly type: string
  readonly id: string
  readonly name: string
  /** The package that it is in; empty for what belongs to none. */
  readonly packageId: string
}

/** Roles that lift every policy, in both dialects. */
const OVERRIDES = ['AccessAllAccessPoliciesArtifacts', 'AccessPoliciesArtifacts.AccessAll']

/** What the caller may touch. */
export interface Access {
  allows(artifact: ProtectedArtifact): boolean
  /** Roles of which one opens the artifact; none = no policy protects it. */
  openedBy(artifact: ProtectedArtifact): readonly string[]
}

/** What the policies are asked with. */
export type PolicyContext = Pick<Management, 'store' | 'roles' | 'user' | 'clientId'>

const FREE: Access = { allows: () => true, openedBy: () => [] }

/**
 * The caller's access under the policies as they are now: what policies protect is for holders of the role of one of them. A policy
 * for a package protects all that is in it and what that leaves at runtime. Everybody may still see that an artifact, or its entry in the
 * message log, is there.
 */
export async function accessOf({ store, roles }: PolicyContext): Promise<Access> {
  if (roles === 'all' || OVERRIDES.some((role) => roles.has(role))) return FREE
  const references = await store.accessPolicies.references()
  if (references.length === 0) return FREE
  const roleNames = new Map((await store.accessPolicies.list()).map(({ id, roleName }) => [id, roleName]))
  const packageNames = new Map((await store.design.packages()).map(({ id, name }) => [id, name]))
  const openedBy = (artifact: ProtectedArtifact): string[] => {
    const protecting = references.filter((reference) => isAbout(reference, artifact, packageNames))
    return [...new Set(protecting.map(({ policyId }) => roleNames.get(policyId) ?? ''))]
  }
  const allows = (artifact: ProtectedArtifact): boolean => {
    const opening = openedBy(artifact)
    return opening.length === 0 || opening.some((role) => roles.has(role))
  }
  return { allows, openedBy }
}

/** Throws the refusal `protected-by-access-policy` when a policy keeps one of the artifacts from the caller. */
export async function requireAccess(context: PolicyContext, ...artifacts: readonly ProtectedArtifact[]): Promise<void> {
  const access = await accessOf(context)
  const closed = artifacts.find((artifact) => !access.allows(artifact))
  if (closed !== undefined) throw new Refusal('protected-by-access-policy', factsOf(closed, access, context))
}

/** What is kept about a refusal: which artifact it was, who called, and the roles of which one opens it. */
export function factsOf(artifact: ProtectedArtifact, access: Access, { user, clientId, roles }: PolicyContext): Facts {
  return {
    resource: artifact.name || artifact.id,
    application: 'tmn',
    user,
    ...(clientId !== undefined && { clientId }),
    needed: access.openedBy(artifact),
    held: roles === 'all' ? [] : [...roles],
  }
}

/** A flow by its id, with name and package as deployed or designed. */
export async function flowArtifact(id: string, { store }: Pick<Management, 'store'>): Promise<ProtectedArtifact> {
  const { name = id, packageId = '' } = (await store.runtimeArtifacts.find(id)) ?? (await store.design.artifact(id)) ?? {}
  return { type: 'INTEGRATION_FLOW', id, name, packageId }
}

/** The flow behind a message. A message that is not in the log belongs to no flow, so a policy for all flows protects it. */
export async function flowOfMessage(messageGuid: string, { store }: Pick<Management, 'store'>): Promise<ProtectedArtifact> {
  const { flowId = '', flowName = '', packageId = '' } = (await store.messageLogs.find(messageGuid)) ?? {}
  return { type: 'INTEGRATION_FLOW', id: flowId, name: flowName, packageId }
}

/** A data store or variable that all flows share: it has a name and no package. */
export const globalArtifact = (type: 'GLOBAL_DATA_STORE' | 'GLOBAL_VARIABLE', name: string): ProtectedArtifact => ({
  type,
  id: name,
  name,
  packageId: '',
})

type Named = Pick<ProtectedArtifact, 'id' | 'name'>

function isAbout(reference: ArtifactReference, artifact: ProtectedArtifact, packageNames: ReadonlyMap<string, string>): boolean {
  const { type, conditionAttribute, conditionType, conditionValue } = reference
  const subject = subjectOf(type, artifact, packageNames)
  if (subject === undefined) return false
  const value = conditionAttribute.toLowerCase() === 'id' ? subject.id : subject.name
  return conditionType === 'regularExpression' ? conditionPattern(conditionValue).test(value) : value === conditionValue
}

/** What a reference of this type looks at: the package of an artifact, or the artifact itself when it is of the type. */
function subjectOf(type: string, artifact: ProtectedArtifact, packageNames: ReadonlyMap<string, string>): Named | undefined {
  if (type === artifact.type) return artifact
  if (type !== 'INTEGRATION_PACKAGE' || artifact.packageId === '') return undefined
  return { id: artifact.packageId, name: packageNames.get(artifact.packageId) ?? '' }
}

/** The whole value must match, as in Java. Throws for what is no regular expression. */
export const conditionPattern = (expression: string): RegExp => new RegExp(`^(?:${expression})$`, 's')
