import type { Channel } from '../../iflow/model.ts'

/** Keys under which adapters keep the address that differs between a test and a productive system. */
const KEYS = ['httpAddressWithoutQuery', 'address', 'urlPath', 'host', 'server']

/** Where a channel leads or is reached, `''` when that is inside of the tenant or said nowhere. */
export function whereOf({ adapter, properties }: Channel): string {
  if (adapter === 'ProcessDirect') return ''
  return KEYS.map((key) => properties.get(key) ?? '').find((value) => value !== '') ?? ''
}

/** Whether the address is neither a parameter nor found while a message runs. */
export const isFixed = (channel: Channel): boolean => !/\{\{|\$\{/.test(whereOf(channel))
