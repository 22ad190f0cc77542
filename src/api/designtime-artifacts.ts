import { text, writeOnly } from '../odata/edm.ts'
import type { Navigation } from '../odata/entity-set.ts'
import { created, done } from '../odata/reply.ts'
import type { DesignArtifact } from '../store/design.ts'
import type { ArtifactTypeInfo } from './design/artifact-types.ts'
import { contentOf, createArtifact, currentArtifact, existingArtifact, isCurrentVersion, updateArtifact } from './design/artifacts.ts'
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
      read: async (artifact, { store }) => ({
        contentType: 'application/zip',
        content: await contentOf(store.design, artifact),
        fileName: `${artifact.id}.zip`,
      }),
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
        return created(await createArtifact(context.store.design, info, wanted, stampOf(context)))
      },
    },
    update: {
      requires: 'editPackages',
      async run({ Id, Version }, body, context) {
        const { design } = context.store
        const change = { name: body.text('Name'), content: body.bytes('ArtifactContent') }
        await updateArtifact(design, info, await currentArtifact(design, info, Id, Version), change, stampOf(context))
        return done
      },
    },
    delete: {
      requires: 'editPackages',
      async run({ Id, Version }, { store }) {
        await store.design.deleteArtifact((await currentArtifact(store.design, info, Id, Version)).id)
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
