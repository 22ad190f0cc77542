import type { FlowNode } from '../../../iflow/model.ts'
import { nodesOf } from '../checked-flow.ts'
import { type Guideline, judge } from '../guideline.ts'

/** A transaction belongs to one thread, so that parallel branches are not part of it. */
export default {
  id: 'TRANSACTIONAL_PROCESSING_SET_FOR_PARALLEL_PROCESSING',
  name: 'Transactional processing set for Parallel Processing',
  category: 'Define Proper Transaction Handling',
  severity: 'High',
  check: ({ processes }) =>
    judge(
      processes.filter(({ properties }) => /^Required/.test(properties.get('transactionalHandling') ?? '')),
      (process) => nodesOf(process).some(isParallel),
    ),
} satisfies Guideline

const isParallel = ({ activity, variant, properties }: FlowNode): boolean =>
  properties.get('ParallelProcessing') === 'true' || (activity === 'Multicast' && variant === 'parallel')
