import { describe, expect, it } from 'vitest'
import { readSchedule } from './schedule.ts'

const table = (rows: Record<string, string>): string =>
  Object.entries(rows)
    .map(([name, value]) => `<row><cell>${name}</cell><cell>${value}</cell></row>`)
    .join('')

const cron = (schedule1: string, rows: Record<string, string> = {}): string =>
  table({ triggerType: 'cron', noOfSchedules: '1', schedule1, ...rows })

const cronSchedule = (expressions: string[], timeZone = 'UTC', startAt?: number, endAt?: number) => ({
  kind: 'cron',
  expressions,
  timeZone,
  startAt,
  endAt,
})

describe('readSchedule', () => {
  it.each([
    table({ triggerType: 'simple', noOfSchedules: '1', schedule1: 'fireNow=true' }),
    table({ dateType: 'DAILY', noOfSchedules: '1', timeType: 'ON_TIME', triggerType: 'simple' }),
    cron('simple.repeat=NONE&amp;trigger.timeZone=Etc/GMT', { dateType: 'SIMPLE', second: '0', minute: '0/5', startAt: '', endAt: '' }),
    cron('fireNow=true'),
  ])('runs once: %s', (scheduleKey) => {
    expect(readSchedule(scheduleKey)).toEqual({ kind: 'once' })
  })

  it.each([
    ['0+0/30+5-19+?+*+*+*&amp;trigger.timeZone=Europe/Berlin', cronSchedule(['0 0-59/30 5-19 * * * *'], 'Europe/Berlin')],
    ['0+0/30+5-19+?+*+*+*&trigger.timeZone=Europe/Berlin', cronSchedule(['0 0-59/30 5-19 * * * *'], 'Europe/Berlin')],
    ['0+0+6+?+*+*+*', cronSchedule(['0 0 6 * * * *'])],
    ['0+0+6+?+*+*', cronSchedule(['0 0 6 * * * *'])],
    ['0 0 6 ? * * *', cronSchedule(['0 0 6 * * * *'])],
    ['0/30+*+0-23+?+*+*+*&amp;trigger.timeZone=Etc/GMT', cronSchedule(['0-59/30 * 0-23 * * * *'], 'GMT')],
    ['0+0/1+0-23+19+6+?+2017&amp;trigger.timeZone=Asia/Calcutta', cronSchedule(['0 0-59/1 0-23 19 6 * 2017'], 'Asia/Calcutta')],
    ['0+0+9+?+*+MON,TUE,WED,THU,FRI+*', cronSchedule(['0 0 9 * * 1,2,3,4,5 *'])],
    ['0+0+9+?+*+2-6+*', cronSchedule(['0 0 9 * * 1,2,3,4,5 *'])],
    ['0+0+9+?+*+FRI-MON+*', cronSchedule(['0 0 9 * * 5,6,0,1 *'])],
    ['0+0+9+?+*+1/3+*', cronSchedule(['0 0 9 * * 0,3,6 *'])],
    ['0+0+9+?+*+6L+*', cronSchedule(['0 0 9 * * 5#L *'])],
    ['0+0+9+?+*+6#3+*', cronSchedule(['0 0 9 * * 5#3 *'])],
    ['0+0+9+?+*+L+*', cronSchedule(['0 0 9 * * 6 *'])],
    ['0+0+9+L+*+?+*', cronSchedule(['0 0 9 L * * *'])],
    ['0+0+9+15W+*+?+*', cronSchedule(['0 0 9 15W * * *'])],
    ['0+0+9+1+1/3+?+2026/2', cronSchedule(['0 0 9 1 1-12/3 * 2026-2099/2'])],
    ['0+/5+*+?+*+*+*', cronSchedule(['0 */5 * * * * *'])],
    ['simple.repeat=SECONDS&amp;simple.every=15', cronSchedule(['0,15,30,45 * * * * * *'])],
    ['simple.repeat=MINUTES&amp;simple.every=1', cronSchedule(['0 * * * * * *'])],
    ['simple.repeat=MINUTES&amp;simple.every=20&amp;trigger.timeZone=Asia/Tokyo', cronSchedule(['0 0,20,40 * * * * *'], 'Asia/Tokyo')],
    ['simple.repeat=MINUTES&amp;simple.every=120', cronSchedule(['0 0 0,2,4,6,8,10,12,14,16,18,20,22 * * * *'])],
    ['simple.repeat=HOURS&amp;simple.every=12', cronSchedule(['0 0 0,12 * * * *'])],
    ['simple.repeat=HOURS&amp;simple.every=24', cronSchedule(['0 0 0 * * * *'])],
    ['simple.repeat=DAYS', cronSchedule(['0 0 0 * * * *'])],
    ['simple.repeat=WEEKS', cronSchedule(['0 0 0 * * 0 *'])],
    ['simple.repeat=MONTHS&amp;simple.every=6', cronSchedule(['0 0 0 1 1,7 * *'])],
    ['simple.repeat=YEARS', cronSchedule(['0 0 0 1 1 * *'])],
  ])('%s', (schedule1, expected) => {
    expect(readSchedule(cron(schedule1))).toEqual(expected)
  })

  it('reads several schedules', () => {
    const key = table({
      triggerType: 'cron',
      noOfSchedules: '2',
      schedule1: '0+0+6+?+*+*+*&amp;trigger.timeZone=CET',
      schedule2: '0+0+18+?+*+*+*',
    })
    expect(readSchedule(key)).toEqual(cronSchedule(['0 0 6 * * * *', '0 0 18 * * * *'], 'CET'))
  })

  it('takes the cron rows of a table without trigger text', () => {
    const rows = { second: '0', minute: '0/5', hour: '*', day_of_month: '?', month: '*', dayOfWeek: 'MON', year: '*' }
    expect(readSchedule(table({ triggerType: 'cron', timeZone: '( UTC 1:00 ) Central European Time(Europe/Berlin)', ...rows }))).toEqual(
      cronSchedule(['0 0-59/5 * * * 1 *'], 'Europe/Berlin'),
    )
  })

  it('runs once at a time on the clock of the zone', () => {
    const key = cron('simple.repeat=NONE&amp;trigger.timeZone=Europe/Berlin', {
      startAt: '2030-04-02T10:00:00',
      endAt: '2030-12-01T10:00:00',
    })
    expect(readSchedule(key)).toEqual(
      cronSchedule(['0 0 10 2 4 * 2030'], 'Europe/Berlin', Date.UTC(2030, 3, 2, 8), Date.UTC(2030, 11, 1, 9)),
    )
  })

  it('repeats from the start time', () => {
    const key = cron('simple.repeat=HOURS&amp;simple.every=8', { startAt: '2030-04-02T10:07:30' })
    expect(readSchedule(key)).toEqual(cronSchedule(['30 7 2,10,18 * * * *'], 'UTC', Date.UTC(2030, 3, 2, 10, 7, 30)))
  })

  it.each([
    ['', 'The timer has no schedule'],
    ['{{Scheduler}}', "The schedule '{{Scheduler}}' cannot be read"],
    [table({ triggerType: 'cron' }), 'The schedule names no time'],
    [cron('0+0+6'), "The cron expression '0 0 6' needs 6 or 7 fields, not 3"],
    [cron('0+0+25+?+*+*+*'), "The schedule '0 0 25 * * * *' cannot be read"],
    [cron('0+0+6+?+*+FUNDAY+*'), "The day of week 'FUNDAY' cannot be read"],
    [cron('simple.repeat=MINUTES&amp;simple.every=7'), 'A schedule that repeats every 7 MINUTES is not supported'],
    [cron('simple.repeat=WEEKS&amp;simple.every=2'), 'A schedule that repeats every 2 WEEKS is not supported'],
    [cron('0+0+6+?+*+*+*', { startAt: 'soon' }), "The time 'soon' of the schedule cannot be read"],
  ])('refuses %s', (scheduleKey, reason) => {
    expect(() => readSchedule(scheduleKey)).toThrow(
      expect.objectContaining({ code: 'deploy-failed', message: expect.stringContaining(reason) }),
    )
  })
})
