import type { FlowNode } from '../../../iflow/model.ts'
import { type Guideline, judge } from '../guideline.ts'

/** Steps that no message reaches. */
export default {
  id: 'DETECT_ORPHAN_INTEGRATION_FLOW_PIPELINE_STEP',
  name: 'Remove Unused Integration Flow Steps',
  category: 'Keep Readability in Mind',
  severity: 'Medium',
  check({ nodes }) {
    const reached = reachedFrom(nodes.filter(isStart), new Map(nodes.map((node) => [node.id, node])))
    return judge(nodes, ({ id }) => !reached.has(id))
  },
} satisfies Guideline

const isStart = ({ activity }: FlowNode): boolean => /Start(Timer|Error)?Event$/.test(activity)

function reachedFrom(starts: readonly FlowNode[], nodes: ReadonlyMap<string, FlowNode>): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = [...starts]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (reached.has(node.id)) continue
    reached.add(node.id)
    waiting.push(...node.outgoing.flatMap(({ target }) => nodes.get(target) ?? []))
  }
  return reached
}
