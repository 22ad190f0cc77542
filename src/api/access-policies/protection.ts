import { Refusal } from '../../identity/refusals.ts'
import type { ArtifactReference } from '../../store/access-policies.ts'
import type { Management } from '../management-set.ts'

/** What a reference can be about (access policies of the real service). */
export const ARTIFACT_TYPES = [
  'INTEGRATION_FLOW',
  'INTEGRATION_PACKAGE',
  'VALUE_MAPPING',
  'MESSAGE_MAPPING',
  'SCRIPT_COLLECTION',
  'ODATA_API',
  'REST_API',
  'SOAP_API',
  'MESSAGE_QUEUE',
  'GLOBAL_DATA_STORE',
  'GLOBAL_VARIABLE',
] as const

/** An artifact in the words of a reference. */
export interface ProtectedArtifact {
  readonly type: string
  readonly id: string
  readonly name: string
}

/** Roles that lift every policy, in both dialects. */
const OVERRIDES = ['AccessAllAccessPoliciesArtifacts', 'AccessPoliciesArtifacts.AccessAll']

/** Says of artifacts whether the caller may see what they process. */
export type Access = (artifact: ProtectedArtifact) => boolean

/**
 * The caller's access under the policies as they are now: data of an artifact that policies protect is for holders of the role
 * of one of them. Messages stay in the log for everybody who may read it; what they carried does not.
 */
export async function accessOf({ store, roles }: Pick<Management, 'store' | 'roles'>): Promise<Access> {
  if (roles === 'all' || OVERRIDES.some((role) => roles.has(role))) return () => true
  const references = await store.accessPolicies.references()
  if (references.length === 0) return () => true
  const roleNames = new Map((await store.accessPolicies.list()).map(({ id, roleName }) => [id, roleName]))
  return (artifact) => {
    const protecting = references.filter((reference) => isAbout(reference, artifact))
    return protecting.length === 0 || protecting.some(({ policyId }) => roles.has(roleNames.get(policyId) ?? ''))
  }
}

/** Throws the refusal `protected-by-access-policy` when a policy keeps the artifact from the caller. */
export async function requireAccess(context: Pick<Management, 'store' | 'roles'>, artifact: ProtectedArtifact): Promise<void> {
  const allows = await accessOf(context)
  if (!allows(artifact)) throw new Refusal('protected-by-access-policy', { resource: artifact.name || artifact.id })
}

/** A flow by its id, with its name as deployed or designed. */
export async function flowArtifact(id: string, { store }: Pick<Management, 'store'>): Promise<ProtectedArtifact> {
  const name = (await store.runtimeArtifacts.find(id))?.name ?? (await store.design.artifact(id))?.name ?? id
  return { type: 'INTEGRATION_FLOW', id, name }
}

/** The flow behind a message. A message that is not in the log belongs to no flow, so a policy for all flows protects it. */
export async function flowOfMessage(messageGuid: string, { store }: Pick<Management, 'store'>): Promise<ProtectedArtifact> {
  const log = await store.messageLogs.find(messageGuid)
  return { type: 'INTEGRATION_FLOW', id: log?.flowId ?? '', name: log?.flowName ?? '' }
}

function isAbout({ type, conditionAttribute, conditionType, conditionValue }: ArtifactReference, artifact: ProtectedArtifact): boolean {
  if (type !== artifact.type) return false
  const value = conditionAttribute.toLowerCase() === 'id' ? artifact.id : artifact.name
  return conditionType === 'regularExpression' ? conditionPattern(conditionValue).test(value) : value === conditionValue
}

/** The whole value must match, as in Java. Throws for what is no regular expression. */
export const conditionPattern = (expression: string): RegExp => new RegExp(`^(?:${expression})$`, 's')
