import { SluiceError } from '../kernel/errors.ts'
import { int64, text } from '../odata/edm.ts'
import { eachRow } from '../odata/entity-set.ts'
import { entityNotFound } from '../odata/failure.ts'
import { created } from '../odata/reply.ts'
import type { AccessPolicy } from '../store/access-policies.ts'
import { referenceFrom, referenceProperties } from './access-policies/reference-body.ts'
import { type Management, managementSet } from './management-set.ts'
import { requiredText } from './security-material.ts'

async function existing(id: unknown, { store }: Management): Promise<AccessPolicy> {
  const policy = await store.accessPolicies.find(Number(id))
  if (policy === undefined) throw entityNotFound()
  return policy
}

async function explainingTaken<T>(roleName: string, write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (thrown) {
    if (!(thrown instanceof SluiceError) || thrown.code !== 'conflict') throw thrown
    throw new SluiceError('conflict', `The role name ${roleName} is already used in another access policy!`, { cause: thrown })
  }
}

/** `AccessPolicies`: roles that callers need for the data of certain artifacts; created with their references in one call. */
export const accessPolicies = managementSet<AccessPolicy>({
  name: 'AccessPolicies',
  type: 'AccessPolicy',
  keys: ['Id'],
  properties: {
    Id: int64((policy) => policy.id),
    RoleName: text((policy) => policy.roleName),
    Description: text((policy) => policy.description),
  },
  navigation: {
    ArtifactReferences: {
      target: 'ArtifactReferences',
      many: true,
      resolve: eachRow(async ({ id }, { store }: Management) =>
        (await store.accessPolicies.references()).filter(({ policyId }) => policyId === id),
      ),
    },
  },
  requires: 'viewAccessPolicies',
  list: ({ store }) => store.accessPolicies.list(),
  read: ({ Id }, { store }) => store.accessPolicies.find(Number(Id)),
  create: {
    requires: 'editAccessPolicies',
    async run(body, { store }) {
      const roleName = requiredText(body, 'RoleName')
      const references = body.entities('ArtifactReferences', referenceProperties).map(referenceFrom)
      const policy = { roleName, description: body.text('Description') ?? '' }
      return created(await explainingTaken(roleName, store.accessPolicies.create(policy, references)))
    },
  },
  patch: {
    requires: 'editAccessPolicies',
    async run({ Id }, body, context) {
      const current = await existing(Id, context)
      const roleName = requiredText(body, 'RoleName', current.roleName)
      const changed = { ...current, roleName, description: body.text('Description') ?? current.description }
      await explainingTaken(roleName, context.store.accessPolicies.update(changed))
      return { status: 204 }
    },
  },
  delete: {
    requires: 'editAccessPolicies',
    async run({ Id }, context) {
      await context.store.accessPolicies.delete((await existing(Id, context)).id)
      return { status: 204 }
    },
  },
})
