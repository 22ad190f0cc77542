import type { Channel } from '../../../iflow/model.ts'
import { type Guideline, judge } from '../guideline.ts'

/** Receiver channels that send a password, or nothing, where a certificate, key or token could be. */
export default {
  id: 'USE_SECURE_AUTHENTICATION_METHODS',
  name: 'Use Secure Authentication Methods',
  category: 'Apply the Highest Security Standards',
  severity: 'High',
  check: ({ model }) =>
    judge(
      model.channels.filter((channel) => channel.direction === 'receiver' && methodOf(channel) !== ''),
      (channel) => WEAK.includes(methodOf(channel)),
    ),
} satisfies Guideline

const WEAK = ['none', 'basic', 'user_password', 'loginplain']

const methodOf = ({ properties }: Channel): string =>
  (properties.get('authenticationMethod') || properties.get('authentication') || properties.get('auth') || '').toLowerCase()
