import { errorText } from './error-text.ts'
import type { Answer } from './send.ts'

/** A refused or failed call in words, with the command that says more. */
export function describeRefusal(answer: Answer): string {
  const status = `HTTP ${answer.status} ${answer.statusText}`.trimEnd()
  const text = errorText(answer)
  return [text.startsWith('The server answered') ? status : `${status}: ${text}`, ...nextCommand(answer)].join('\n')
}

/** Refusals are kept by request id; failed messages have a log. */
function nextCommand({ status, headers }: Answer): string[] {
  const request = headers['x-request-id']
  const message = headers.sap_messageprocessinglogid
  if (status < 500 && request) return [`Request id ${request}. Why: sluice explain ${request}`]
  return message ? [`Message ${message}. Its log: sluice logs ${message}`] : []
}
