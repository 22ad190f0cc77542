import type { ServerClient } from './client.ts'
import { address, key, literal, readEntity, readSet, toIso } from './odata.ts'
import { facts, table } from './table.ts'

interface LogEntity {
  readonly MessageGuid: string
  readonly CorrelationId: string
  readonly IntegrationFlowName: string
  readonly Status: string
  readonly CustomStatus: string | null
  readonly LogStart: string | null
  readonly LogEnd: string | null
  readonly Sender: string | null
  readonly Receiver: string | null
}

/** One message. Times are ISO 8601, `''` while it is in process. */
export interface MessageLog {
  readonly guid: string
  readonly correlationId: string
  readonly flow: string
  readonly status: string
  readonly customStatus: string
  readonly start: string
  readonly end: string
  readonly sender: string
  readonly receiver: string
}

export interface MessageDetails extends MessageLog {
  readonly error: string
  readonly customHeaders: readonly { readonly name: string; readonly value: string }[]
  readonly attachments: readonly { readonly name: string; readonly contentType: string; readonly size: number; readonly id: string }[]
}

export interface LogFilter {
  readonly status?: string
  readonly flow?: string
  readonly limit: number
}

/** Newest first. */
export async function readLogs(client: ServerClient, { status, flow, limit }: LogFilter): Promise<MessageLog[]> {
  const conditions = [status && `Status eq ${literal(status)}`, flow && `IntegrationFlowName eq ${literal(flow)}`].filter(Boolean)
  const filter = conditions.length === 0 ? undefined : { $filter: conditions.join(' and ') }
  const entities = await readSet<LogEntity>(client, 'MessageProcessingLogs', { ...filter, $orderby: 'LogEnd desc', $top: String(limit) })
  return entities.map(view)
}

/** `undefined` when there is no such message. */
export async function readDetails(client: ServerClient, guid: string): Promise<MessageDetails | undefined> {
  const path = `MessageProcessingLogs(${key(guid)})`
  const entity = await readEntity<LogEntity>(client, path)
  if (!entity) return undefined
  const headers = await readSet<{ Name: string; Value: string }>(client, `${path}/CustomHeaderProperties`)
  const attachments = await readSet<{ Id: string; Name: string; ContentType: string; PayloadSize: string }>(client, `${path}/Attachments`)
  const { text: error } = await client.request(address(`${path}/ErrorInformation/$value`), { expect: [404] })
  return {
    ...view(entity),
    error: entity.Status === 'COMPLETED' ? '' : error,
    customHeaders: headers.map(({ Name: name, Value: value }) => ({ name, value })),
    attachments: attachments.map((item) => ({
      name: item.Name,
      contentType: item.ContentType,
      size: Number(item.PayloadSize),
      id: item.Id,
    })),
  }
}

export function rowOf({ end, status, flow, guid, start }: MessageLog): string[] {
  return [end || 'in process', status, flow, guid, duration(start, end)]
}

/** A message in words. */
export function describeLog(log: MessageDetails): string {
  const head = facts({
    message: log.guid,
    flow: log.flow,
    status: log.customStatus && log.customStatus !== log.status ? `${log.status} (${log.customStatus})` : log.status,
    start: log.start,
    end: log.end ? `${log.end} (${duration(log.start, log.end)} ms)` : 'in process',
    correlation: log.correlationId,
    ...(log.sender && { sender: log.sender }),
    ...(log.receiver && { receiver: log.receiver }),
  })
  const headers = log.customHeaders.map(({ name, value }) => [name, value])
  const attachments = log.attachments.map(({ name, contentType, size, id }) => [name, contentType, `${size} bytes`, id])
  return [
    head,
    log.error && `${log.error.trimEnd()}\n`,
    headers.length > 0 && table(['custom header', 'value'], headers),
    attachments.length > 0 && table(['attachment', 'type', 'size', 'id'], attachments),
  ]
    .filter(Boolean)
    .join('\n')
}

const duration = (start: string, end: string): string => (start && end ? String(Date.parse(end) - Date.parse(start)) : '')

function view(entity: LogEntity): MessageLog {
  return {
    guid: entity.MessageGuid,
    correlationId: entity.CorrelationId,
    flow: entity.IntegrationFlowName,
    status: entity.Status,
    customStatus: entity.CustomStatus ?? '',
    start: toIso(entity.LogStart),
    end: toIso(entity.LogEnd),
    sender: entity.Sender ?? '',
    receiver: entity.Receiver ?? '',
  }
}
