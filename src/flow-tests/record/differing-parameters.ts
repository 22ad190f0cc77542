import type { Artifact, IflowArtifact } from '../../iflow/model.ts'

/** Values that the parameters of a deployed flow have, and not those of what the test belongs to. */
export function differingParameters(own: Artifact, { parameters }: IflowArtifact): Record<string, string> {
  const values = new Map(own.kind === 'integration-flow' ? own.parameters.map(({ key, value }) => [key, value]) : [])
  return Object.fromEntries(parameters.filter(({ key, value }) => values.get(key) !== value).map(({ key, value }) => [key, value]))
}
