import type { FlowNode } from '../../../iflow/model.ts'
import { type Guideline, judge } from '../guideline.ts'

/** `//` searches the whole document for each condition. */
export default {
  id: 'XPATH_CONDITIONS',
  name: 'Use XPATH Condition Appropriately',
  category: 'Optimize Memory Footprint',
  severity: 'Medium',
  check: ({ nodes }) =>
    judge(
      nodes.filter((node) => conditionsOf(node).length > 0),
      (node) => conditionsOf(node).some((condition) => condition.includes('//')),
    ),
} satisfies Guideline

const conditionsOf = ({ outgoing }: FlowNode): string[] =>
  outgoing.flatMap(({ condition, conditionKind }) => (condition !== undefined && conditionKind === 'xpath' ? [condition] : []))
