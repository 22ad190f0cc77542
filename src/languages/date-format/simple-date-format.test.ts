import { describe, expect, it } from 'vitest'
import { compileDateFormat } from './simple-date-format.ts'
import { findTimeZone } from './time-zone.ts'

const summer = Date.UTC(2026, 6, 4, 13, 5, 9, 7)
const winter = Date.UTC(2026, 0, 5, 0, 30, 0)

describe('compileDateFormat', () => {
  it.each([
    ['yyyy-MM-dd', '2026-07-04'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", '2026-07-04T13:05:09.007Z'],
    ["yyyy-MM-dd'T'00:00:00.000", '2026-07-04T00:00:00.000'],
    ["yyyy-MM-dd'T'HH:MM:SS.000'Z'", '2026-07-04T13:07:07.000Z'],
    ['y yy yyy yyyyy', '2026 26 2026 02026'],
    ['Y YY YYYY', '2026 26 2026'],
    ['M MM MMM MMMM L LLLL', '7 07 Jul July 7 July'],
    ['E EEE EEEE u', 'Sat Sat Saturday 6'],
    ['d dd D DDD', '4 04 185 185'],
    ['w W F', '27 1 1'],
    ['H HH k K h hh a', '13 13 13 1 1 01 PM'],
    ['m mm s ss S SS SSS', '5 05 9 09 7 07 007'],
    ['z zzzz Z X XX XXX', 'UTC Coordinated Universal Time +0000 Z Z Z'],
    ['G', 'AD'],
    ["'it''s' hh 'o''clock' ''", "it's 01 o'clock '"],
    ['', ''],
  ])('%s', (pattern, expected) => {
    expect(compileDateFormat(pattern)(summer)).toBe(expected)
  })

  it.each([
    ['H', '0'],
    ['k', '24'],
    ['K', '0'],
    ['h', '12'],
    ['a', 'AM'],
    ['u', '1'],
  ])('%s just after midnight', (pattern, expected) => {
    expect(compileDateFormat(pattern)(winter)).toBe(expected)
  })

  it.each([
    ['2025-12-27', '2025 52'],
    ['2025-12-28', '2026 1'],
    ['2026-01-03', '2026 1'],
    ['2026-01-04', '2026 2'],
    ['2023-12-31', '2024 1'],
  ])('week of %s begins on Sunday', (date, expected) => {
    expect(compileDateFormat('YYYY w')(Date.parse(date))).toBe(expected)
  })

  it.each([
    ['CET', summer, 'CEST +0200 +02 +0200 +02:00 15'],
    ['Europe/Berlin', summer, 'CEST +0200 +02 +0200 +02:00 15'],
    ['Europe/Berlin', winter, 'CET +0100 +01 +0100 +01:00 01'],
    ['PST', winter, 'PST -0800 -08 -0800 -08:00 16'],
    ['America/New_York', summer, 'EDT -0400 -04 -0400 -04:00 09'],
    ['Asia/Kolkata', summer, 'IST +0530 +05 +0530 +05:30 18'],
    ['GMT+2', summer, 'GMT+02:00 +0200 +02 +0200 +02:00 15'],
    ['GMT-0530', summer, 'GMT-05:30 -0530 -05 -0530 -05:30 07'],
    ['Etc/GMT', summer, 'GMT +0000 Z Z Z 13'],
    ['Nowhere/Land', summer, 'GMT +0000 Z Z Z 13'],
  ])('in %s', (zone, instant, expected) => {
    expect(compileDateFormat('z Z X XX XXX HH')(instant, findTimeZone(zone))).toBe(expected)
  })

  it('writes instants before the epoch', () => {
    expect(compileDateFormat('yyyy-MM-dd HH:mm:ss.SSS')(-1, findTimeZone('Europe/Berlin'))).toBe('1970-01-01 00:59:59.999')
  })

  it('refuses a letter that Java does not know', () => {
    expect(() => compileDateFormat('yyyy-bb')).toThrow('Date format yyyy-bb holds the unknown letter b')
  })

  it('refuses a quote that does not end', () => {
    expect(() => compileDateFormat("yyyy'T")).toThrow("The quote in date format yyyy'T does not end")
  })

  it('refuses four X', () => {
    expect(() => compileDateFormat('XXXX')).toThrow('Date format XXXX holds more than three X')
  })
})
