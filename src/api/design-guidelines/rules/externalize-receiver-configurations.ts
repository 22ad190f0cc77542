import { type Guideline, judge } from '../guideline.ts'
import { isFixed, whereOf } from '../remote-address.ts'

export default {
  id: 'EXTERNALIZE_VOLATILE_CONFIGURATIONS_FOR_RECEIVER_ADAPTERS',
  name: 'Externalize Volatile Configurations for Receiver Adapters',
  category: 'Keep Readability in Mind',
  severity: 'Medium',
  check: ({ drawn }) =>
    judge(
      drawn.channels.filter((channel) => channel.direction === 'receiver' && whereOf(channel) !== ''),
      isFixed,
    ),
} satisfies Guideline
