import { z } from 'zod'
import { readArchive } from '../../iflow/archive.ts'
import { iflowPath } from '../../iflow/artifact.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { Restarts } from '../../runtime/deployments.ts'
import type { RuntimeArtifact, RuntimeArtifactStore } from '../../store/runtime-artifacts.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const artifactView = z.strictObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  version: z.string(),
  packageId: z.string(),
  status: z.enum(['STARTING', 'STARTED', 'STOPPING', 'STOPPED', 'ERROR']),
  /** Why it does not run, one problem a line. */
  error: z.string().nullable(),
  deployedBy: z.string(),
  deployedOn: moment,
})

const question = z.strictObject({
  /** Part of an id or a name, in any case. */
  search: z.string().optional(),
  status: artifactView.shape.status.optional(),
  type: z.string().optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
})

export interface RuntimeArtifactRouteParts {
  readonly deployments: Restarts
  readonly runtimeArtifacts: Pick<RuntimeArtifactStore, 'list' | 'find' | 'content'>
}

export function runtimeArtifactRoutes({ deployments, runtimeArtifacts }: RuntimeArtifactRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/runtime-artifacts',
      summary: 'What is deployed, by name, page by page, with the number of all that are found',
      query: question,
      answer: z.strictObject({ count: z.int(), artifacts: z.array(artifactView) }),
      handle: async ({ query }) => {
        const found = (await runtimeArtifacts.list()).filter((artifact) => isFound(artifact, query)).sort(byName)
        return { count: found.length, artifacts: found.slice(query.offset, query.offset + query.limit).map(view) }
      },
    }),
    route({
      method: 'GET',
      path: '/runtime-artifacts/{artifact}',
      summary: 'One deployed artifact',
      answer: artifactView,
      handle: async ({ params: { artifact: id } }) => {
        const artifact = await runtimeArtifacts.find(id)
        if (artifact === undefined) throw notDeployed(id)
        return view(artifact)
      },
    }),
    route({
      method: 'POST',
      path: '/runtime-artifacts/{artifact}/restart',
      summary: 'Start what is deployed again, as it was deployed; answers when it runs or has an error',
      answer: z.strictObject({ status: z.string() }),
      handle: async ({ params: { artifact } }) => {
        await deployments.restart(artifact)
        return { status: (await runtimeArtifacts.find(artifact))?.status ?? 'STOPPED' }
      },
    }),
    route({
      method: 'GET',
      path: '/runtime-artifacts/{artifact}/diagram',
      summary: 'The deployed integration flow as BPMN, parameters as they stand in it',
      answer: z.strictObject({ xml: z.string() }),
      handle: async ({ params: { artifact } }) => {
        const content = await runtimeArtifacts.content(artifact)
        if (content === undefined) throw notDeployed(artifact)
        const files = await readArchive(content)
        return { xml: Buffer.from(files.get(iflowPath(files))!).toString('utf8') }
      },
    }),
  ]
}

const notDeployed = (id: string): SluiceError => new SluiceError('not-found', `Nothing with the id ${id} is deployed`)

const view = ({ deployedOn, ...artifact }: RuntimeArtifact): z.output<typeof artifactView> => ({
  ...artifact,
  deployedOn: toMoment(deployedOn),
})

const byName = (a: RuntimeArtifact, b: RuntimeArtifact): number => a.name.localeCompare(b.name) || a.id.localeCompare(b.id)

function isFound({ id, name, status, type }: RuntimeArtifact, wanted: z.output<typeof question>): boolean {
  const { search = '' } = wanted
  const named = [id, name].some((text) => text.toLowerCase().includes(search.toLowerCase()))
  return named && (wanted.status ?? status) === status && (wanted.type ?? type) === type
}
