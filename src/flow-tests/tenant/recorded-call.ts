import type { Channel } from '../../iflow/model.ts'

/** A call that a flow made, as it would have left the tenant. */
export interface RecordedCall {
  /** Name of the receiver participant. */
  readonly receiver: string
  readonly channel: string
  readonly channelId: string
  readonly adapter: string
  /** HTTP method; empty for what is no HTTP. */
  readonly method: string
  /** URL or ProcessDirect address; empty for a replaced channel. */
  readonly address: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
}

/** What a call has of its channel. */
export const calledThrough = ({ system, name, id, adapter }: Channel) => ({ receiver: system, channel: name, channelId: id, adapter })

/** Whether a test may mean this channel by that name. */
export const isNamed = (call: Pick<RecordedCall, 'receiver' | 'channel' | 'channelId'>, name: string): boolean =>
  call.receiver === name || call.channel === name || call.channelId === name

/** The call in one line. */
export function describeCall({ receiver, channel, adapter, method, address }: RecordedCall): string {
  const what = [method, address].filter((part) => part !== '').join(' ')
  return `${what || 'a message'} to ${receiver || channel} (channel ${channel || 'without name'}, ${adapter})`
}
