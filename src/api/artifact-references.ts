import { int64, type Properties } from '../odata/edm.ts'
import type { EntityBody } from '../odata/entity-body.ts'
import { eachRow } from '../odata/entity-set.ts'
import { badRequest, entityNotFound } from '../odata/failure.ts'
import { created, done } from '../odata/reply.ts'
import type { ArtifactReference } from '../store/access-policies.ts'
import { referenceFrom, referenceProperties } from './access-policies/reference-body.ts'
import { type Management, managementSet } from './management-set.ts'

const policyKey: Properties<never> = { Id: int64(() => null) }

/** The policy of a new reference; the documentation writes the property with one `c`. Throws `bad-request`. */
function policyIdIn(body: EntityBody): number {
  const policy = body.entity('AccessPolicy', policyKey) ?? body.entity('AcessPolicy', policyKey)
  const id = policy?.number('Id')
  if (id === undefined) throw badRequest("Property 'AccessPolicy' must name the Id of an access policy.")
  return id
}

/** `ArtifactReferences`: what access policies protect. */
export const artifactReferences = managementSet<ArtifactReference>({
  name: 'ArtifactReferences',
  type: 'ArtifactReference',
  keys: ['Id'],
  properties: { Id: int64((reference) => reference.id), ...referenceProperties },
  navigation: {
    AccessPolicy: {
      target: 'AccessPolicies',
      many: false,
      resolve: eachRow(async ({ policyId }, { store }: Management) => {
        const policy = await store.accessPolicies.find(policyId)
        return policy === undefined ? [] : [policy]
      }),
    },
  },
  requires: 'viewAccessPolicies',
  list: ({ store }) => store.accessPolicies.references(),
  read: ({ Id }, { store }) => store.accessPolicies.findReference(Number(Id)),
  create: {
    requires: 'editAccessPolicies',
    async run(body, { store }) {
      const policyId = policyIdIn(body)
      if ((await store.accessPolicies.find(policyId)) === undefined) throw entityNotFound()
      return created(await store.accessPolicies.addReference(policyId, referenceFrom(body)))
    },
  },
  delete: {
    requires: 'editAccessPolicies',
    async run({ Id }, { store }) {
      if ((await store.accessPolicies.findReference(Number(Id))) === undefined) throw entityNotFound()
      await store.accessPolicies.deleteReference(Number(Id))
      return done
    },
  },
})
