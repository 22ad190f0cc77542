import type { Database } from 'better-sqlite3'
import { messageGuid } from '../../src/kernel/ids.ts'
import type { MessageLogRecord } from '../../src/store/message-logs.ts'
import { FLOWS, flowId, flowName, packageId } from './artifacts.ts'
import type { Random } from './random.ts'

export const DAY = 86_400_000
/** Days over which the messages are spread, up to now. */
const DAYS = 30

/** Statuses with how many of ten thousand messages have them. */
const STATUSES: readonly (readonly [string, number])[] = [
  ['COMPLETED', 9300],
  ['FAILED', 500],
  ['ESCALATED', 100],
  ['RETRY', 60],
  ['DISCARDED', 30],
  ['CANCELLED', 10],
]

/** One message as the runtime would have stored it: some with headers, few with attachments, the failed with an error. */
export function sampleMessage(random: Random, time: number, number: number): MessageLogRecord {
  const flow = random.rank(FLOWS)
  const guid = messageGuid(time)
  const status = statusOf(random.below(10_000))
  const end = time + duration(random)
  const failed = status === 'FAILED'
  return {
    log: {
      messageGuid: guid,
      correlationId: random.isOneIn(3) ? `AGcorrelation-${number - 1}` : `AGcorrelation-${number}`,
      flowId: flowId(flow),
      flowName: flowName(flow),
      packageId: packageId(flow),
      packageName: packageId(flow),
      status,
      customStatus: random.isOneIn(50) ? 'Posted' : status,
      logLevel: 'INFO',
      start: time,
      end,
      sender: random.isOneIn(4) ? `System${random.below(20)}` : '',
      receiver: random.isOneIn(4) ? `System${random.below(20)}` : '',
      applicationMessageId: random.isOneIn(5) ? `order-${number}` : '',
      applicationMessageType: '',
    },
    details: {
      customHeaders: random.isOneIn(3)
        ? [
            { id: `order-${guid}`, name: 'order', value: String(number) },
            { id: `region-${guid}`, name: 'region', value: `R${random.below(5)}` },
          ]
        : [],
      adapterAttributes: [],
      attachments: random.isOneIn(20) ? [attachment(guid, end)] : [],
      error: failed ? { text: `HTTP operation failed with status 500 ${number}`, elementId: 'ServiceTask_1', type: 'HttpError' } : null,
    },
    run: {
      run: { id: `run-${guid}`, start: time, stop: end, logLevel: 'INFO', overallState: status, processId: 'bench' },
      steps: Array.from({ length: 4 }, (_, step) => ({
        childCount: step,
        start: time + step,
        stop: time + step + 1,
        elementId: `CallActivity_${step}`,
        branchId: '0',
        status: failed && step === 3 ? 'FAILED' : 'COMPLETED',
        error: null,
        activity: 'Enricher',
        properties: [],
      })),
      trace: undefined,
    },
  }
}

/** Moments in order, evenly over the days before `now`. */
export function* moments(count: number, now: number): Generator<number> {
  for (let index = 0; index < count; index++) yield now - DAYS * DAY + Math.floor((index * DAYS * DAY) / count)
}

/** Puts the indexes of these tables aside while the work fills them: building them afterwards is many times faster. */
export function withoutIndexes(database: Database, work: () => void): void {
  const indexes = database
    .prepare<[], { name: string; sql: string }>(
      "select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name like 'message_log%'",
    )
    .all()
  for (const { name } of indexes) database.exec(`drop index ${name}`)
  work()
  for (const { sql } of indexes) database.exec(sql)
}

function statusOf(part: number): string {
  let below = 0
  for (const [status, share] of STATUSES) {
    below += share
    if (part < below) return status
  }
  return 'COMPLETED'
}

/** Mostly less than a second, one in ten thousand hours. */
const duration = (random: Random): number => Math.floor(Math.min(20 + 300 / (random.next() + 0.00001), 6 * 3_600_000))

const attachment = (guid: string, time: number) => ({
  id: `attachment-${guid}`,
  messageGuid: guid,
  name: 'payload',
  contentType: 'text/plain',
  size: 1000,
  time,
  content: Buffer.alloc(1000, 'payload '),
})
