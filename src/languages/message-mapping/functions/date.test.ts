import { describe, expect, test } from 'vitest'
import { compute, evaluate } from '../fixtures/function-bench.ts'

describe('date functions', () => {
  test('currentDate is the time of the run', async () =>
    expect(await evaluate('currentDate', { oform: "yyyy-MM-dd'T'HH:mm" }, [], { run: { now: Date.UTC(2026, 0, 15, 8, 30) } })).toEqual(
      new Array(3).fill(['2026-01-15T08:30']),
    ))

  test.each([
    ['TransformDate', { iform: 'yyyy-MM-dd', oform: 'yyyyMMdd' }, ['2026-01-15T00:00:00'], '20260115'],
    ['TransformDate', { iform: 'yyyyMMddHHmmss', oform: 'dd.MM.yyyy HH:mm' }, ['20260115083000'], '15.01.2026 08:30'],
    ['TransformDate', { iform: 'yyyyMMdd', oform: 'yyyyMMdd' }, ['20260230'], '20260302'],
    ['DateBefore', { iform: 'yyyyMMdd', oform: 'dd.MM.yyyy' }, ['20260114', '15.01.2026'], 'true'],
    ['DateAfter', { iform: 'yyyyMMdd', oform: 'yyyyMMdd' }, ['20260114', '20260115'], 'false'],
    ['CompareDates', { iform: 'yyyyMMdd', oform: 'yyyyMMdd' }, ['20260116', '20260115'], '1'],
    ['CompareDates', { iform: 'yyyyMMdd', oform: 'yyyyMMdd' }, ['20260114', '20260115'], '-1'],
  ])('%s %j %j gives %s', async (name, settings, values, expected) => expect(await compute(name, settings, ...values)).toBe(expected))

  test('what does not fit the format fails, and what is no date when the format is not lenient', async () => {
    expect(await compute('TransformDate', { iform: 'yyyyMMdd', oform: 'yyyy' }, '')).toEqual({
      failed: 'Unparseable date: "" does not have the format yyyyMMdd',
    })
    expect(
      await compute('TransformDate', { iform: 'yyyyMMdd', oform: 'yyyy', calend: { fd: '1', md: '1', le: 'false' } }, '20260230'),
    ).toEqual({
      failed: 'Unparseable date: "20260230" does not have the format yyyyMMdd',
    })
  })

  test('an unknown letter is refused when the mapping is compiled', async () =>
    await expect(compute('TransformDate', { iform: 'yyyy-MM-dd-b', oform: 'yyyy' }, '2026')).rejects.toThrow('holds the letter b'))
})
