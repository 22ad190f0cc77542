import { type Kysely, sql } from 'kysely'
import type { IntervalCount, IntervalQuestion } from '../message-logs.ts'
import type { Tables } from './tables.ts'

const HOUR = 3_600_000

/** Whole hours of all flows are added up from the counters, anything else is read from the index on start or flow. */
export async function messagesPerInterval(db: Kysely<Tables>, question: IntervalQuestion): Promise<IntervalCount[]> {
  const { since, until, interval, flowId } = question
  const isWhole = flowId === undefined && [since, until, interval].every((time) => time % HOUR === 0)
  const messages = isWhole ? wholeHours(question) : started(question)
  const slot = sql`floor((${sql.ref('started')} - ${since}) / ${interval})`
  const { rows } = await sql<{ slot: number; status: string; messages: number }>`
    select ${slot} as slot, status, sum(messages) as messages from (${messages})
    where ${sql.ref('started')} >= ${since} and ${sql.ref('started')} < ${until}
    group by 1, 2 having sum(messages) > 0 order by 1, 2`.execute(db)
  return rows.map((row) => ({ from: since + Number(row.slot) * interval, status: row.status, messages: Number(row.messages) }))
}

/** Messages in process are in no counter. */
const wholeHours = ({ since, until }: IntervalQuestion) => sql`
  select ${sql.ref('startHour')} * ${HOUR} as started, status, messages from message_log_counts
  where ${sql.ref('startHour')} >= ${since / HOUR} and ${sql.ref('startHour')} < ${until / HOUR}
  union all select start, status, 1 from message_logs where ${sql.ref('end')} is null`

const started = ({ since, until, flowId }: IntervalQuestion) => sql`
  select start as started, status, 1 as messages from message_logs
  where start >= ${since} and start < ${until} ${flowId === undefined ? sql`` : sql`and ${sql.ref('flowId')} = ${flowId}`}`
