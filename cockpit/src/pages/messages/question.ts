import { dateLiteral, type Entity, list, literal, type Page } from '../../api/odata.ts'
import type { Range } from './range.ts'

export type Message = Entity<'MessageProcessingLogs'>

/** What a list of messages is narrowed to; empty = not by this. */
export interface Filters {
  readonly status: string
  readonly flow: string
  /** Of the message, its correlation or its application. */
  readonly id: string
  /** `name=value` of a custom header. */
  readonly header: string
  readonly text: string
}

const IDS = ['MessageGuid', 'CorrelationId', 'ApplicationMessageId']
const TEXTS = ['IntegrationArtifact/Name', 'IntegrationArtifact/Id', 'Sender', 'Receiver', 'CustomStatus', 'ApplicationMessageType']

/** Newest first, the first `top` of them, with the number of all. */
export function messagesOf(filters: Filters, range: Range, top: number): Promise<Page<Message>> {
  const options = { filter: filterOf(filters, range), orderby: 'LogStart desc', top, inlinecount: 'allpages' } as const
  const header = headerOf(filters.header)
  return list('MessageProcessingLogs', options, header === undefined ? {} : { filterCustomHeaderProperties: header })
}

function filterOf({ status, flow, id, text }: Filters, { since, until }: Range): string {
  const any = (conditions: readonly string[]) => `(${conditions.join(' or ')})`
  return [
    status !== '' && `Status eq ${literal(status)}`,
    flow !== '' && `IntegrationFlowName eq ${literal(flow)}`,
    id !== '' && any(IDS.map((name) => `${name} eq ${literal(id.trim())}`)),
    text !== '' && any(TEXTS.map((name) => `substringof(${literal(text)},${name})`)),
    since !== undefined && `LogStart ge ${dateLiteral(new Date(since))}`,
    until !== undefined && `LogStart lt ${dateLiteral(new Date(until))}`,
  ]
    .filter((condition) => condition !== false)
    .join(' and ')
}

/** `name=value` in the words of the API; nothing while it is not written to its end. */
function headerOf(text: string): string | undefined {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? []
  return name === undefined || value === undefined ? undefined : `${literal(name.trim())} eq ${literal(value.trim())}`
}
