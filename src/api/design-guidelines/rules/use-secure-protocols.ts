import type { Channel } from '../../../iflow/model.ts'
import { type Guideline, judge } from '../guideline.ts'

/** Addresses, and the switch of the mail adapter. What goes through the cloud connector is encrypted by its tunnel. */
export default {
  id: 'USE_SECURE_PROTOCOLS',
  name: 'Use Secure Protocols',
  category: 'Apply the Highest Security Standards',
  severity: 'High',
  check: ({ model }) => judge(model.channels.filter(isRemote), isClearText),
} satisfies Guideline

const ADDRESS = /^\s*[a-z][a-z\d+.-]*:\/\//i
const CLEAR_TEXT = /^\s*(http|ftp|ldap|amqp|mqtt|ws):\/\//i

const isRemote = ({ adapter, properties }: Channel): boolean =>
  (adapter === 'Mail' || [...properties.values()].some((value) => ADDRESS.test(value))) && properties.get('proxyType') !== 'sapcc'

const isClearText = ({ adapter, properties }: Channel): boolean =>
  (adapter === 'Mail' && properties.get('ssl') === 'off') || [...properties.values()].some((value) => CLEAR_TEXT.test(value))
