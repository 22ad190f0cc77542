import { type Entity, entityPath, related, value } from '../../../api/odata.ts'
import type { Step } from '../steps/run.ts'

/** Name → value. */
export type Values = ReadonlyMap<string, string>

/** The message at one moment. */
export interface Traced {
  /** Path of the entity, for its content. */
  readonly path: string
  /** Nothing when it is no text. */
  readonly payload: string | undefined
  /** Bytes. */
  readonly size: number
  readonly headers: Values
  readonly properties: Values
}

/** The message as it came to a step, and as it left it where that is known. */
export interface TracedStep {
  readonly before: Traced
  readonly after: Traced | undefined
}

/** Nothing when the step was not traced, or its trace is gone. */
export async function readTracedStep(
  step: Step,
  steps: readonly Step[],
  parents: ReadonlyMap<string, string>,
): Promise<TracedStep | undefined> {
  const [first, last] = await tracesOf(step)
  if (first === undefined) return undefined
  const before = await readTraced(first)
  if (step === steps.at(-1)) return { before, after: last === undefined ? endOf(step, before) : await readTraced(last) }
  const next = step.Status === 'FAILED' ? undefined : stepAfter(step, steps, parents)
  const [left] = next === undefined ? [] : await tracesOf(next)
  return { before, after: left && (await readTraced(left)) }
}

/** The end of a message is kept when it differs from what came to the last step. */
const endOf = (step: Step, before: Traced): Traced | undefined => (step.Status === 'FAILED' ? undefined : before)

/**
 * The step to which the message came when it left this one. Steps inside, such as those of a called process and receiver channels, stand
 * elsewhere in the flow; after the end of a process comes whatever is next.
 */
function stepAfter(step: Step, steps: readonly Step[], parents: ReadonlyMap<string, string>): Step | undefined {
  const parentOf = ({ ModelStepId }: Step) => parents.get(ModelStepId ?? '')
  const later = steps.filter(({ BranchId, ChildCount }) => BranchId === step.BranchId && ChildCount! > step.ChildCount!)
  return later.find((next) => parentOf(next) === parentOf(step)) ?? later[0]
}

async function tracesOf({ RunId, ChildCount }: Step): Promise<readonly Entity<'TraceMessages'>[]> {
  const key = { RunId: RunId ?? '', ChildCount: ChildCount ?? 0 }
  const options = { expand: 'Properties,ExchangeProperties' }
  return (await related<'TraceMessages'>('MessageProcessingLogRunSteps', key, 'TraceMessages', options)).results
}

async function readTraced({ TraceId, PayloadSize, Properties, ExchangeProperties }: Entity<'TraceMessages'>): Promise<Traced> {
  const path = entityPath('TraceMessages', Number(TraceId))
  return {
    path,
    payload: textOf(await (await value(path)).arrayBuffer()),
    size: Number(PayloadSize),
    headers: valuesOf(Properties?.results),
    properties: valuesOf(ExchangeProperties?.results),
  }
}

function textOf(content: ArrayBuffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return undefined
  }
}

const valuesOf = (pairs: readonly { readonly Name: string | null; readonly Value: string | null }[] = []): Values =>
  new Map(pairs.map(({ Name, Value }) => [Name ?? '', Value ?? '']))
