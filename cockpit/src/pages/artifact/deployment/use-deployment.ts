import { useState } from 'react'
import { change, type Entity, entityPath, find, list, literal, value } from '../../../api/odata.ts'
import { useAction } from '../../../components/use-action.ts'
import { useData } from '../../../components/use-data.ts'
import type { Artifact } from '../../package/artifact-kinds.ts'

export interface Deployment {
  /** Whether it is being deployed. */
  readonly busy: boolean
  /** Nothing when it is not deployed. */
  readonly deployed: DeployedArtifact | undefined
  /** How the deployment that was begun here ended. */
  readonly outcome: 'SUCCESS' | 'FAIL' | undefined
  readonly problem: string | undefined
  deploy(): void
  reload(): void
}

export interface DeployedArtifact {
  readonly runtime: Entity<'IntegrationRuntimeArtifacts'>
  /** Why it did not start, line by line. */
  readonly error: readonly string[]
}

/** How often it is asked whether a deployment has ended, milliseconds. */
const POLL_INTERVAL = 300

/** Deploys an artifact, and knows what is deployed of it. */
export function useDeployment(artifact: Artifact | undefined): Deployment {
  const id = artifact?.kind.deployable ? artifact.id : undefined
  const { data, problem, reload } = useData(async () => (id === undefined ? undefined : deployedArtifact(id)), [id])
  const [outcome, setOutcome] = useState<Deployment['outcome']>()
  const { busy, problem: refused, run } = useAction()
  const deploy = () =>
    run(async () => {
      if (artifact === undefined) return
      setOutcome(undefined)
      setOutcome(await deployToEnd(artifact))
      reload()
    })
  return { busy, deployed: data, outcome, problem: refused ?? problem, deploy: () => void deploy(), reload }
}

/** Resolves to how the deployment ended. */
async function deployToEnd({ id, kind }: Artifact): Promise<'SUCCESS' | 'FAIL'> {
  const task = String(await change('POST', `Deploy${kind.entity}?Id=${encodeURIComponent(literal(id))}&Version='active'`))
  for (;;) {
    const { Status } = await find('BuildAndDeployStatus', task)
    if (Status === 'SUCCESS' || Status === 'FAIL') return Status
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL))
  }
}

/** A question with a filter, for nothing is no error here. */
async function deployedArtifact(id: string): Promise<DeployedArtifact | undefined> {
  const [runtime] = (await list('IntegrationRuntimeArtifacts', { filter: `Id eq ${literal(id)}` })).results
  return runtime && { runtime, error: runtime.Status === 'ERROR' ? await errorLines(id) : [] }
}

/** The two lines that stand before every error say nothing about this one. */
async function errorLines(id: string): Promise<string[]> {
  const response = await value(`${entityPath('IntegrationRuntimeArtifacts', id)}/ErrorInformation`)
  const { parameter } = (await response.json()) as { parameter: readonly string[] }
  const lines = (parameter[0] ?? '').split('\n').filter((line) => line !== '')
  return lines.slice(lines.findIndex((line) => line.startsWith('Generation and build failed')) + 1)
}
