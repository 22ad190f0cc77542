import { int64, text, writeOnly } from '../odata/edm.ts'
import type { EntityBody } from '../odata/entity-body.ts'
import { eachRow, type Navigation } from '../odata/entity-set.ts'
import { badRequest } from '../odata/failure.ts'
import { created, done } from '../odata/reply.ts'
import type { DesignArtifact } from '../store/design.ts'
import { requireAccess } from './access-policies/protection.ts'
import { contentOf } from './design/artifacts.ts'
import { rewriteContent } from './design/content-rewrite.ts'
import { addResource, type ResourceFile, removeResource, replaceResource, resourcesOf } from './design/resource-files.ts'
import { type Management, managementSet } from './management-set.ts'
import type { Permission } from './roles.ts'

/** `Resources`: scripts, schemas and mappings inside an artifact; reached through the artifact only. */
export const resources = managementSet<ResourceFile>({
  name: 'Resources',
  type: 'Resource',
  keys: ['Name', 'ResourceType'],
  properties: {
    Name: text((resource) => resource.name),
    ResourceType: text((resource) => resource.resourceType),
    ReferencedResourceType: text(() => null),
    ResourceSize: int64((resource) => resource.content.length),
    ResourceSizeUnit: text(() => 'bytes'),
    ResourceContent: writeOnly('Edm.Binary'),
  },
  requires: 'viewPackages',
  media: { read: async ({ content }) => ({ contentType: 'application/octet-stream', content }) },
})

/** The way from an artifact to its resources. */
export const resourcesOfArtifact: Navigation<Management, Permission, DesignArtifact> = {
  target: 'Resources',
  many: true,
  resolve: eachRow(async (artifact: DesignArtifact, { store }: Management) => resourcesOf(await contentOf(store.design, artifact))),
  create: {
    requires: 'editPackages',
    async run(artifact, body, context) {
      const name = body.text('Name') ?? ''
      const resourceType = body.text('ResourceType') ?? ''
      const content = contentIn(body)
      await requireAccess(context, artifact)
      await rewriteContent(context, artifact, (zip) => addResource(zip, name, resourceType, content))
      return created({ name, resourceType, path: '', content } satisfies ResourceFile)
    },
  },
  update: {
    requires: 'editPackages',
    async run(artifact, { Name, ResourceType }, body, context) {
      const content = contentIn(body)
      await requireAccess(context, artifact)
      await rewriteContent(context, artifact, (zip) => replaceResource(zip, String(Name), String(ResourceType), content))
      return done
    },
  },
  delete: {
    requires: 'editPackages',
    async run(artifact, { Name, ResourceType }, context) {
      await requireAccess(context, artifact)
      await rewriteContent(context, artifact, (zip) => removeResource(zip, String(Name), String(ResourceType)))
      return done
    },
  },
}

function contentIn(body: EntityBody): Uint8Array {
  const content = body.bytes('ResourceContent')
  if (content === undefined) throw badRequest("Property 'ResourceContent' cannot be empty. Enter a valid value.")
  return content
}
