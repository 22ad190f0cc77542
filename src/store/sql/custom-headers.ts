import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { HeaderMatch } from '../message-logs.ts'
import type { Tables } from './tables.ts'

/** So many messages are quickly read one by one. */
const RARE = 2000

/** Whether few messages carry the header. */
export async function isRare(db: Kysely<Tables>, header: HeaderMatch): Promise<boolean> {
  const some = sql`select 1 from message_log_headers where ${matches(header)} limit ${RARE}`
  const answer = await sql<{ rows: number }>`select count(*) as ${sql.ref('rows')} from (${some})`.execute(db)
  return Number(answer.rows[0]?.rows) < RARE
}

/** Those of `message_logs` that carry the header, found by it. The cross join keeps the planner from beginning at the other end. */
export function carriersOf(header: HeaderMatch): RawBuilder<unknown> {
  const guids = sql`select distinct ${sql.ref('messageGuid')} as carrier from message_log_headers where ${matches(header)}`
  return sql`(${guids}) as carriers cross join message_logs on carrier = ${sql.ref('message_logs.messageGuid')}`
}

/**
 * Whether a message of `message_logs` carries the header, asked of each. No `exists`: beside an offset SQLite 3.51 counts a message once
 * for each of its headers.
 */
export function carries(header: HeaderMatch): RawBuilder<SqlBool> {
  const own = sql`${sql.ref('header.messageGuid')} = ${sql.ref('message_logs.messageGuid')}`
  return sql`(select 1 from message_log_headers as header where ${matches(header)} and ${own} limit 1) = 1`
}

/** How many messages carry the header. Groups come in the order of the index, where `distinct` would collect them first. */
export function carrierCount(header: HeaderMatch): RawBuilder<number> {
  const guid = sql.ref('messageGuid')
  return sql<number>`(select count(*) from (select 1 from message_log_headers where ${matches(header)} group by ${guid}) as carriers)`
}

const matches = ({ name, value }: HeaderMatch): RawBuilder<SqlBool> => sql`name = ${name} and value = ${value}`
