import type { Channel } from '../../../iflow/model.ts'
import { type Guideline, judge } from '../guideline.ts'

/** Megabytes that a new channel lets in. */
const EXPECTED = 40

/** Sender channels that receive bodies; without a limit of its own a channel has none at all. */
export default {
  id: 'LIMIT_SIZE_OF_INCOMING_MESSAGES',
  name: 'Limit Size of Incoming Messages',
  category: 'Run an Integration Flow Under Well-Defined Boundary Conditions',
  severity: 'Medium',
  check({ model }) {
    const receiving = model.channels.filter(({ direction, adapter }) => direction === 'sender' && ['HTTPS', 'SOAP'].includes(adapter))
    const largest = Math.max(...receiving.map(limitOf))
    const kpi = receiving.length === 0 ? {} : { expected: String(EXPECTED), actual: Number.isFinite(largest) ? String(largest) : '' }
    return { ...judge(receiving, (channel) => limitOf(channel) > EXPECTED), ...kpi }
  },
} satisfies Guideline

const limitOf = ({ properties }: Channel): number => Number(properties.get('maximumBodySize') || Number.POSITIVE_INFINITY)
