import { required, text, writeOnly } from '../odata/edm.ts'
import { badRequest } from '../odata/failure.ts'
import { created, done } from '../odata/reply.ts'
import type { DesignArtifact } from '../store/design.ts'
import { requireAccess } from './access-policies/protection.ts'
import { existingAdapter, newAdapter } from './design/adapters.ts'
import { contentOf } from './design/artifacts.ts'
import { managementSet, stampOf } from './management-set.ts'

/** `IntegrationAdapterDesigntimeArtifacts`: adapters as `.esa` archives in a package, without versions (contract odata-api §1.5). */
export const integrationAdapterDesigntimeArtifacts = managementSet<DesignArtifact>({
  name: 'IntegrationAdapterDesigntimeArtifacts',
  type: 'IntegrationAdapterDesigntimeArtifact',
  keys: ['Id'],
  properties: {
    Id: text((adapter) => adapter.id),
    Version: required(text((adapter) => adapter.version)),
    PackageId: text((adapter) => adapter.packageId),
    Name: text((adapter) => adapter.name),
    ArtifactContent: writeOnly('Edm.Binary'),
    Description: text((adapter) => adapter.description),
  },
  requires: 'viewPackages',
  list: ({ store }) => store.design.artifacts({ type: 'INTEGRATION_ADAPTER' }),
  read: ({ Id }, { store }) => existingAdapter(store.design, Id),
  media: {
    async read(adapter, context) {
      await requireAccess(context, adapter)
      const content = await contentOf(context.store.design, adapter)
      return { contentType: 'application/octet-stream', content, fileName: `${adapter.id}.esa` }
    },
  },
  create: {
    requires: 'editPackages',
    async run(body, context) {
      const content = body.bytes('ArtifactContent')
      if (content === undefined) throw badRequest("Property 'ArtifactContent' cannot be empty. Enter a valid value.")
      const { design } = context.store
      const adapter = await newAdapter(design, body.text('PackageId') ?? '', content, stampOf(context))
      await requireAccess(context, adapter)
      await design.createArtifact(adapter, content)
      return created(adapter)
    },
  },
  delete: {
    requires: 'editPackages',
    async run({ Id }, context) {
      const adapter = await existingAdapter(context.store.design, Id)
      await requireAccess(context, adapter)
      await context.store.design.deleteArtifact(adapter.id)
      return done
    },
  },
})
