import { text, writeOnly } from '../odata/edm.ts'
import type { Navigation } from '../odata/entity-set.ts'
import { created, done } from '../odata/reply.ts'
import type { DesignArtifact } from '../store/design.ts'
import { requireAccess } from './access-policies/protection.ts'
import type { ArtifactTypeInfo } from './design/artifact-types.ts'
import { contentOf, currentArtifact, existingArtifact, isCurrentVersion, newArtifact, updatedArtifact } from './design/artifacts.ts'
import { type Management, type ManagementSet, managementSet, stampOf } from './management-set.ts'
import type { Permission } from './roles.ts'

type Navigations = Readonly<Record<string, Navigation<Management, Permission, DesignArtifact>>>

/** The entity set of one artifact type (contract odata-api §1.5, §1.6); they differ in name and navigations only. */
export function designtimeArtifacts(info: ArtifactTypeInfo, navigation: Navigations): ManagementSet {
  return managementSet<DesignArtifact>({
    name: `${info.entity}s`,
    type: info.entity,
    keys: ['Id', 'Version'],
    properties: {
      Id: text((artifact) => artifact.id),
      Version: text((artifact) => artifact.version),
      PackageId: text((artifact) => artifact.packageId),
      Name: text((artifact) => artifact.name),
      Description: text((artifact) => artifact.description),
      ...(info.type === 'INTEGRATION_FLOW' ? flowProperties : {}),
      ArtifactContent: writeOnly('Edm.Binary'),
    },
    navigation,
    requires: 'viewPackages',
    answersTo: (artifact, { Id, Version }) => artifact.id === Id && isCurrentVersion(artifact, Version),
    list: ({ store }) => store.design.artifacts({ type: info.type }),
    read: ({ Id, Version }, { store }) => existingArtifact(store.design, info, Id, Version),
    media: {
      async read(artifact, context) {
        await requireAccess(context, artifact)
        return {
          contentType: 'application/zip',
          content: await contentOf(context.store.design, artifact),
          fileName: `${artifact.id}.zip`,
        }
      },
    },
    create: {
      requires: 'editPackages',
      async run(body, context) {
        const wanted = {
          id: body.text('Id') ?? body.text('Name') ?? '',
          name: body.text('Name'),
          packageId: body.text('PackageId') ?? '',
          description: body.text('Description'),
          content: body.bytes('ArtifactContent'),
        }
        const { design } = context.store
        const { artifact, content } = await newArtifact(design, info, wanted, stampOf(context))
        await requireAccess(context, artifact)
        await design.createArtifact(artifact, content)
        return created(artifact)
      },
    },
    update: {
      requires: 'editPackages',
      async run({ Id, Version }, body, context) {
        const { design } = context.store
        const current = await currentArtifact(design, info, Id, Version)
        await requireAccess(context, current)
        const change = { name: body.text('Name'), content: body.bytes('ArtifactContent') }
        const updated = await updatedArtifact(design, info, current, change, stampOf(context))
        await requireAccess(context, updated)
        await design.updateArtifact(updated, change.content)
        return done
      },
    },
    delete: {
      requires: 'editPackages',
      async run({ Id, Version }, context) {
        const { design } = context.store
        const artifact = await currentArtifact(design, info, Id, Version)
        await requireAccess(context, artifact)
        await design.deleteArtifact(artifact.id)
        return done
      },
    },
  })
}

const flowProperties = {
  Sender: text<DesignArtifact>(() => ''),
  Receiver: text<DesignArtifact>(() => ''),
  CreatedBy: text<DesignArtifact>((artifact) => artifact.createdBy),
  CreatedAt: text<DesignArtifact>((artifact) => String(artifact.createdAt)),
  ModifiedBy: text<DesignArtifact>((artifact) => artifact.modifiedBy),
  ModifiedAt: text<DesignArtifact>((artifact) => String(artifact.modifiedAt)),
}
