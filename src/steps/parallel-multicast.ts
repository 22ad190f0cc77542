import { defineStep } from '../engine/define-step.ts'
import { multicast } from './branches/multicast.ts'

/** Format document §2.7. */
export default defineStep({
  activity: 'Multicast',
  variant: 'parallel',
  label: 'Parallel Multicast',
  doc: 'Sends copies of the message down all routes at once.',
  fields: {},
  compile(_config, { node, branch, fail }) {
    if (node.outgoing.length === 0) fail('Parallel Multicast', 'No sequence flow leaves the multicast')
    const branches = node.outgoing.map(({ id }) => branch(id))
    return (exchange) => multicast(exchange, branches, branches.length)
  },
})
