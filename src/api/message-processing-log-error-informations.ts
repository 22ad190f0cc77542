import { text } from '../odata/edm.ts'
import { managementSet } from './management-set.ts'

interface ErrorRow {
  readonly messageGuid: string
  readonly text: string
  readonly elementId: string
  readonly type: string
}

/** `MessageProcessingLogErrorInformations`: why a message failed; through its log only. The text is its `$value`. */
export const messageProcessingLogErrorInformations = managementSet<ErrorRow>({
  name: 'MessageProcessingLogErrorInformations',
  type: 'MessageProcessingLogErrorInformation',
  keys: ['MessageGuid'],
  properties: {
    MessageGuid: text((error) => error.messageGuid),
    Type: text(() => 'text/plain'),
    LastErrorModelStepId: text((error) => error.elementId || null),
  },
  requires: 'viewMessageLogs',
  media: { read: async (error) => ({ contentType: 'text/plain;charset=utf-8', content: error.text }) },
})
