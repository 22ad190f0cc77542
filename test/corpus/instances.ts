import type { Problem } from '../../src/engine/plan.ts'
import type { FlowNode, IflowArtifact } from '../../src/iflow/model.ts'

/** A flow of the corpus and what is wrong with it. */
export interface CheckedFlow {
  /** Name of its file without the ending. */
  readonly name: string
  readonly artifact: IflowArtifact
  readonly problems: readonly Problem[]
}

/** How often a construct occurs, and how often it compiles. */
export interface Instances {
  readonly instances: number
  readonly compile: number
}

/** Names as in `StepDefinition`. */
export interface StepInstances extends Instances {
  readonly activity: string
  readonly variant: string
}

/** Names as in `AdapterDefinition`. */
export interface AdapterInstances extends Instances {
  readonly adapter: string
  readonly protocol: string
  readonly direction: string
}

/** Steps, events and gateways of the flows. What stops a channel is no fault of the step that it belongs to. */
export const countSteps = (flows: readonly CheckedFlow[]): StepInstances[] =>
  count(flows, nodesOf, ({ activity, variant }) => ({ activity, variant }))

export const countAdapters = (flows: readonly CheckedFlow[]): AdapterInstances[] =>
  count(
    flows,
    ({ model }) => model.channels,
    ({ adapter, protocol, direction }) => ({ adapter, protocol, direction }),
  )

function count<E extends { readonly id: string }, N extends object>(
  flows: readonly CheckedFlow[],
  elementsOf: (flow: IflowArtifact) => readonly E[],
  nameOf: (element: E) => N,
): (N & Instances)[] {
  const counts = new Map<string, N & Instances>()
  for (const { artifact, problems } of flows) {
    const faulty = new Set(problems.map(({ element }) => element.split(' ', 1)[0]))
    for (const element of elementsOf(artifact)) {
      const name = nameOf(element)
      const key = Object.values(name).join('/')
      const { instances = 0, compile = 0 } = counts.get(key) ?? {}
      counts.set(key, { ...name, instances: instances + 1, compile: compile + (faulty.has(element.id) ? 0 : 1) })
    }
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
}

const nodesOf = ({ model }: IflowArtifact): FlowNode[] =>
  [...model.processes.values()].flatMap(({ nodes, exceptionSubprocess }) => [
    ...nodes.values(),
    ...(exceptionSubprocess?.nodes.values() ?? []),
  ])

export const total = (counts: readonly Instances[]): Instances => ({
  instances: counts.reduce((sum, { instances }) => sum + instances, 0),
  compile: counts.reduce((sum, { compile }) => sum + compile, 0),
})
