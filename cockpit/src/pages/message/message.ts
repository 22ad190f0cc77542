import { type Entity, entityPath, find, value } from '../../api/odata.ts'

export type Message = Entity<'MessageProcessingLogs'>
export type Run = Entity<'MessageProcessingLogRuns'>

/** A message with all that belongs to it. */
export interface MessageDetails {
  readonly message: Message
  /** Why it failed; empty when it did not. */
  readonly error: string
  /** Id of the element that failed. */
  readonly failedElement: string | undefined
}

const PARTS = ['CustomHeaderProperties', 'AdapterAttributes', 'Attachments', 'MessageStoreEntries', 'Runs', 'ErrorInformation']

export async function readMessage(messageId: string): Promise<MessageDetails> {
  const message = await find('MessageProcessingLogs', messageId, { expand: PARTS.join(',') })
  const information = message.ErrorInformation
  const failed = information !== undefined && information !== null && 'MessageGuid' in information
  if (!failed) return { message, error: '', failedElement: undefined }
  const error = await (await value(`${entityPath('MessageProcessingLogs', messageId)}/ErrorInformation`)).text()
  return { message, error, failedElement: information.LastErrorModelStepId ?? undefined }
}

/** Whether nothing about the message changes any more. */
export const hasEnded = ({ message }: MessageDetails): boolean => message.LogEnd !== null
