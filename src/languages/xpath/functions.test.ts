import { describe, expect, it } from 'vitest'
import { exchangeOf } from '../exchange.fixture.ts'
import { compileXPath } from './xpath.ts'

const BODY = '<o at="2024-03-05T07:08:09.25+02:00" on="2024-12-30" t="13:05:00Z" tags="new urgent"><none/><n>12345678.5</n></o>'
const textOf = (expression: string): string => compileXPath(expression, new Map()).text(exchangeOf({ body: BODY }))

describe('dates by pictures', () => {
  it.each([
    ["format-dateTime(/o/@at, '[D01].[M01].[Y0001] [H01]:[m01]:[s01]')", '05.03.2024 07:08:09'],
    ["format-dateTime(/o/@at, '[Y]-[M]-[D]T[H]:[m]:[s].[f001][Z]')", '2024-3-5T7:08:09.250+02:00'],
    ["format-dateTime(/o/@at, '[Y,2-2][M01] [Y01] [f,1-1] [f] [Z0] [Z0101] [z]')", '2403 24 2 25 +2 +0200 GMT+02:00'],
    ["format-dateTime(/o/@at, '[h]:[m01] [P] [PN,2-2] [PNn,1-1]')", '7:08 a.m. AM A'],
    ["format-date(/o/@on, '[FNn], [MNn] [D], [Y] [[week [W01], day [d]]]')", 'Monday, December 30, 2024 [week 01, day 365]'],
    ["format-date(/o/@on, '[FNn,3-3] [MN,*-3] [F] [F1]')", 'Mon DEC monday 1'],
    ["format-time(/o/@t, '[h]:[m] [P,2-2] [Z] [Z00:00t]')", '1:05 pm +00:00 Z'],
    ["fn:format-date(xs:date('2024-01-01'), '[Y][Z]')", '2024'],
    ["format-date((), '[Y]')", ''],
    ["format-date(xs:date(/o/@on) + xs:dayTimeDuration('P2D'), '[Y0001][M01][D01]')", '20250101'],
  ])('%s', (expression, expected) => expect(textOf(expression)).toBe(expected))

  it.each([
    ["format-date(/o/@on, '[H]')", '[H] needs a time, which the value does not have'],
    ["format-time(/o/@t, '[Y]')", '[Y] needs a date, which the value does not have'],
    ["format-date(/o/@on, '[Q]')", '[Q] is no part of a date that can be formatted'],
    ["format-date(/o/@on, '[Mw]')", '[Mw] is no part of a date that can be formatted'],
    ["format-number(1, 'x')", "'x' is no picture of a number"],
    ["format-date('yesterday', '[Y]')", 'Unable to cast argument of type xs:string to type xs:date'],
  ])('%s fails', (expression, reason) => expect(() => textOf(expression)).toThrow(reason))
})

it.each([
  ["format-number(/o/n, '#,##0.00')", '12,345,678.50'],
  ["format-number(1.005, '0.00')", '1.00'],
  ["format-number(123456789012345, '#,##0')", '123,456,789,012,345'],
  ["format-number(/o/none, '0')", 'NaN'],
  ["format-number((), '0.0')", 'NaN'],
  ["format-number(sum((/o/n, 1e6)), '0')", '13345678'],
  ["contains-token(/o/@tags, 'urgent')", 'true'],
  ["contains-token(/o/@tags, ' urge ')", 'false'],
  ["contains-token((), 'urgent')", 'false'],
  ["string-length(normalize-unicode('e&#x301;'))", '8'],
  ['string-length(normalize-unicode(codepoints-to-string((101, 769))))', '1'],
  ["string-length(normalize-unicode(codepoints-to-string(233), 'NFD'))", '2'],
])('%s', (expression, expected) => expect(textOf(expression)).toBe(expected))

it('leaves the functions of the library and those of prefixes as they are', () => {
  expect(textOf("upper-case('a') || fn:lower-case('B') || string(xs:date('2024-01-01')) || string(math:pow(2, 3))")).toBe('Ab2024-01-018')
})

it('refuses an unknown function when it is compiled', () => {
  expect(() => compileXPath('shout(1)', new Map())).toThrow('shout with arity of 1 not registered')
})
