import { type Guideline, judge } from '../guideline.ts'
import { isFixed, whereOf } from '../remote-address.ts'

export default {
  id: 'EXTERNALIZE_VOLATILE_CONFIGURATIONS_FOR_SENDER_ADAPTERS',
  name: 'Externalize Volatile Configurations for Sender Adapters',
  category: 'Keep Readability in Mind',
  severity: 'Low',
  check: ({ drawn }) =>
    judge(
      drawn.channels.filter((channel) => channel.direction === 'sender' && whereOf(channel) !== ''),
      isFixed,
    ),
} satisfies Guideline
