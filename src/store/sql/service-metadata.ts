import type { ServiceMetadata, ServiceMetadataStore } from '../service-metadata.ts'
import type { SqlContext } from './context.ts'
import { explained } from './violations.ts'

export function serviceMetadataStore({ db }: SqlContext): ServiceMetadataStore {
  return {
    async all() {
      const rows = await db.selectFrom('service_metadata').select(['id', 'metadata']).execute()
      return new Map(rows.map(({ id, metadata }) => [id, JSON.parse(metadata) as ServiceMetadata]))
    },

    async put({ kind, id }, { labels, annotations, tags }) {
      const metadata = JSON.stringify({ labels, annotations, tags })
      const row = { id, instanceId: kind === 'instance' ? id : null, keyId: kind === 'key' ? id : null, metadata }
      const query = db.insertInto('service_metadata').values(row)
      await explained({ missing: `Service ${kind} ${id}` }, () =>
        query.onConflict((conflict) => conflict.column('id').doUpdateSet({ metadata })).execute(),
      )
    },
  }
}
