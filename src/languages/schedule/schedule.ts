import { Cron } from 'croner'
import type { Schedule } from '../../engine/define-adapter.ts'
import { parseTable } from '../../iflow/table.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { findTimeZone, type TimeZone } from '../date-format/time-zone.ts'
import { fromQuartz } from './quartz.ts'
import { repeat } from './repeat.ts'

/**
 * Reads the property `scheduleKey` of a timer or of a polling channel (format document §2.5): a table of names and values in
 * which `schedule1`, `schedule2`, … hold what the scheduler is told. Throws `deploy-failed`.
 */
export function readSchedule(scheduleKey: string): Schedule {
  const rows = readRows(scheduleKey)
  const zone = readZone(rows)
  const startAt = readTime(rows.get('startAt'), zone)
  const expressions = readTriggers(rows).map((trigger) => expressionOf(trigger, startAt, zone))
  if (expressions.length === 0 || expressions.includes(undefined)) return { kind: 'once' }
  return {
    kind: 'cron',
    expressions: expressions.map((each) => validate(each!, zone)),
    timeZone: zone.id,
    startAt,
    endAt: readTime(rows.get('endAt'), zone),
  }
}

type Rows = ReadonlyMap<string, string>

/** Ampersands of the trigger texts are often not escaped. */
function readRows(scheduleKey: string): Rows {
  if (scheduleKey.trim() === '') throw new SluiceError('deploy-failed', 'The timer has no schedule')
  const table = scheduleKey.replaceAll(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/gi, '&amp;')
  const rows = new Map(parseTable(table).map((row) => [row['0'] ?? '', (row['1'] ?? '').trim()]))
  if (rows.size === 0) throw new SluiceError('deploy-failed', `The schedule '${scheduleKey}' cannot be read`)
  return rows
}

/** The parameters of each schedule: a cron expression stands under `cron`. No trigger means that the flow runs once. */
function readTriggers(rows: Rows): Map<string, string>[] {
  if (rows.get('triggerType') === 'simple') return []
  const texts = Array.from({ length: Number(rows.get('noOfSchedules') || 1) }, (_unused, index) => rows.get(`schedule${index + 1}`) ?? '')
  const triggers = texts.filter((text) => text !== '').map(readTrigger)
  if (triggers.length > 0) return triggers
  const fields = CRON_ROWS.map((name) => rows.get(name) ?? '')
  if (fields[0] === '' || fields[1] === '' || fields[2] === '') throw new SluiceError('deploy-failed', 'The schedule names no time')
  return [new Map([['cron', fields.join('+')]])]
}

const CRON_ROWS = ['second', 'minute', 'hour', 'day_of_month', 'month', 'dayOfWeek', 'year']

/** `0+0/30+5-19+?+*+*+*&trigger.timeZone=Europe/Berlin`, `simple.repeat=NONE&…`, `fireNow=true`. */
function readTrigger(text: string): Map<string, string> {
  return new Map(
    text.split('&').map((part) => {
      const equals = part.indexOf('=')
      return equals < 0 ? ['cron', part] : [part.slice(0, equals), part.slice(equals + 1)]
    }),
  )
}

/** A cron expression; nothing when the flow runs once after deployment. */
function expressionOf(trigger: ReadonlyMap<string, string>, startAt: number | undefined, zone: TimeZone): string | undefined {
  const cron = trigger.get('cron')
  if (cron) return fromQuartz(cron.trim().split(/[+\s]+/))
  const start = startAt === undefined ? undefined : new Date(startAt + zone.offsetAt(startAt))
  return repeat(trigger.get('simple.repeat') ?? 'NONE', Number(trigger.get('simple.every') || 1), start)
}

/** The zone of the first trigger, else the one in the brackets of the `timeZone` row. */
function readZone(rows: Rows): TimeZone {
  const written =
    /(?:^|&)trigger\.timeZone=([^&]+)/.exec(rows.get('schedule1') ?? '')?.[1] ?? /\(([^()]+)\)\s*$/.exec(rows.get('timeZone') ?? '')?.[1]
  return findTimeZone(written?.trim() ?? 'UTC')
}

/** `2025-04-02T10:00:00` on the clock of the zone. */
function readTime(text: string | undefined, zone: TimeZone): number | undefined {
  if (!text) return undefined
  const local = Date.parse(/[Z+]/.test(text) ? text : `${text}Z`)
  if (Number.isNaN(local)) throw new SluiceError('deploy-failed', `The time '${text}' of the schedule cannot be read`)
  return local - zone.offsetAt(local - zone.offsetAt(local))
}

function validate(expression: string, zone: TimeZone): string {
  try {
    new Cron(expression, { paused: true, timezone: zone.id }).nextRun()
    return expression
  } catch (cause) {
    throw new SluiceError('deploy-failed', `The schedule '${expression}' cannot be read: ${messageOf(cause)}`, { cause })
  }
}
