import { defineStep } from '../engine/define-step.ts'
import { table } from '../engine/fields.ts'
import type { SequenceFlow } from '../iflow/model.ts'
import type { Row } from '../iflow/table.ts'
import { multicast } from './branches/multicast.ts'

/** Format document §2.7. */
export default defineStep({
  activity: 'SequentialMulticast',
  label: 'Sequential Multicast',
  doc: 'Sends copies of the message down its routes, one route after the other; a failure ends the message.',
  fields: {
    sequence: table('routingSequenceTable', 'Rows of number and sequence flow; flows that are missing come last.'),
  },
  compile({ sequence }, { node, branch, fail }) {
    if (node.outgoing.length === 0) fail('Sequential Multicast', 'No sequence flow leaves the multicast')
    const branches = inSequence(node.outgoing, sequence).map(({ id }) => branch(id))
    return (exchange) => multicast(exchange, branches, 1)
  },
})

function inSequence(flows: readonly SequenceFlow[], rows: readonly Row[]): readonly SequenceFlow[] {
  const positions = new Map(rows.map((row) => [row['1'], Number(row['0'])]))
  const positionOf = ({ id }: SequenceFlow): number => positions.get(id) ?? Number.POSITIVE_INFINITY
  return flows.toSorted((a, b) => (positionOf(a) === positionOf(b) ? 0 : positionOf(a) - positionOf(b)))
}
