import type { TimeZone } from './time-zone.ts'

/** An instant taken apart in a time zone, with the week rules of the Java default locale (weeks begin on Sunday). */
export class CalendarFields {
  readonly instant: number
  readonly zone: TimeZone
  readonly offset: number
  readonly year: number
  /** 0 to 11. */
  readonly month: number
  readonly day: number
  /** 0 = Sunday. */
  readonly weekday: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly millisecond: number

  constructor(instant: number, zone: TimeZone) {
    this.instant = instant
    this.zone = zone
    this.offset = zone.offsetAt(instant)
    const local = new Date(instant + this.offset)
    this.year = local.getUTCFullYear()
    this.month = local.getUTCMonth()
    this.day = local.getUTCDate()
    this.weekday = local.getUTCDay()
    this.hour = local.getUTCHours()
    this.minute = local.getUTCMinutes()
    this.second = local.getUTCSeconds()
    this.millisecond = local.getUTCMilliseconds()
  }

  get dayOfYear(): number {
    return (Date.UTC(this.year, this.month, this.day) - Date.UTC(this.year, 0, 1)) / DAY + 1
  }

  /** The week that holds 1 January is week 1, so the last days of December may belong to the next year. */
  get weekYear(): number {
    return this.#inFirstWeekOfNextYear ? this.year + 1 : this.year
  }

  get weekOfYear(): number {
    return this.#inFirstWeekOfNextYear ? 1 : Math.floor((this.dayOfYear - 1 + weekdayOf(this.year, 0, 1)) / 7) + 1
  }

  get weekOfMonth(): number {
    return Math.floor((this.day - 1 + weekdayOf(this.year, this.month, 1)) / 7) + 1
  }

  get #inFirstWeekOfNextYear(): boolean {
    const daysLeft = (Date.UTC(this.year + 1, 0, 1) - Date.UTC(this.year, this.month, this.day)) / DAY
    return daysLeft <= weekdayOf(this.year + 1, 0, 1)
  }
}

const DAY = 86_400_000

const weekdayOf = (year: number, month: number, day: number): number => new Date(Date.UTC(year, month, day)).getUTCDay()
