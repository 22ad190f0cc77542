import { json, type RestRoute } from '../rest/rest-handler.ts'
import { notFound } from './cloud-foundry-error.ts'
import { COLLECTION_RULES, type Collection } from './collections.ts'
import { included, inclusionParameters } from './included.ts'
import { paginate } from './pagination.ts'
import { requireKnown, select } from './query.ts'
import type { Landscape, Resource } from './resource.ts'

export interface ReadOptions {
  readonly landscape: () => Promise<Landscape>
  readonly publicUrl: () => string
}

/** Lists and single resources of every collection. */
export function readRoutes(options: ReadOptions): RestRoute<unknown>[] {
  return COLLECTION_RULES.flatMap((collection) => [listRoute(collection, options), showRoute(collection, options)])
}

function listRoute({ name, filters, inclusions }: Collection, { landscape, publicUrl }: ReadOptions): RestRoute<unknown> {
  return {
    method: 'GET',
    path: `/${name}`,
    async handle({ query }) {
      const all = await landscape()
      const found = select(all[name], query, { filters, landscape: all, others: inclusionParameters(inclusions) })
      const page = paginate(found, query, `${publicUrl()}/v3/${name}`)
      return json(200, { ...page, ...included(page.resources, query, inclusions, all) })
    },
  }
}

function showRoute(collection: Collection, { landscape }: ReadOptions): RestRoute<unknown> {
  const { name, inclusions } = collection
  return {
    method: 'GET',
    path: `/${name}/{guid}`,
    async handle({ params, query }) {
      requireKnown(query, inclusionParameters(inclusions))
      const all = await landscape()
      const resource = find(all, collection, params.guid!)
      return json(200, { ...resource, ...included([resource], query, inclusions, all) })
    },
  }
}

function find(landscape: Landscape, { name, title }: Collection, guid: string): Resource {
  const resource = landscape[name].find((candidate) => candidate.guid === guid)
  if (resource === undefined) throw notFound(title)
  return resource
}
