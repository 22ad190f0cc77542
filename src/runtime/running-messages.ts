import { SluiceError } from '../kernel/errors.ts'
import type { MessageLogStore } from '../store/message-logs.ts'
import type { MessageLogWriter } from './message-log-writer.ts'

/** Messages in process. */
export interface RunningMessages {
  /**
   * Ends a message before its next step; the step that it is in is finished. Throws `not-found` for an unknown message,
   * `conflict` for one that is not in process here.
   */
  cancel(messageGuid: string): Promise<void>
}

export function runningMessages(logs: Pick<MessageLogWriter, 'running'>, store: Pick<MessageLogStore, 'find'>): RunningMessages {
  return {
    async cancel(messageGuid) {
      const log = logs.running(messageGuid)
      if (log) {
        log.cancelled = true
        return
      }
      const stored = await store.find(messageGuid)
      if (!stored) throw new SluiceError('not-found', 'Requested entity could not be found.')
      throw new SluiceError('conflict', `The message ${messageGuid} cannot be cancelled: its status is ${stored.status}`)
    },
  }
}
