import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compute, evaluate } from '../fixtures/function-bench.ts'

describe('arithmetic functions', () => {
  test.each([
    ['add', ['0.1', '0.2'], '0.3'],
    ['add', ['23.5', '6.5'], '30'],
    ['add', ['12345678901234567890', '1'], '12345678901234567891'],
    ['sub', ['1', '1.25'], '-0.25'],
    ['mul', ['12.5', '12.5'], '156.25'],
    ['div', ['1', '8'], '0.125'],
    ['div', ['12.5', '12.5'], '1'],
    ['equalsA', ['1.0', '1'], 'true'],
    ['equalsA', ['1', '2'], 'false'],
    ['abs', ['-100'], '100'],
    ['abs', ['7'], '7'],
    ['sqrt', ['2'], '1.4142135623730951'],
    ['sqr', ['-1.5'], '2.25'],
    ['sign', ['-12.5'], '-1'],
    ['sign', ['0'], '0'],
    ['neg', ['12.5'], '-12.5'],
    ['inv', ['4'], '0.25'],
    ['power', ['2', '10'], '1024'],
    ['power', ['10', '8'], '1.0E8'],
    ['inv', ['10000'], '1.0E-4'],
    ['less', ['9', '10'], 'true'],
    ['greater', ['10', '9'], 'true'],
    ['max', ['9', '10'], '10'],
    ['min', ['9', '10'], '9'],
    ['ceil', ['1.1'], '2'],
    ['ceil', ['-1.1'], '-1'],
    ['floor', ['-1.1'], '-2'],
    ['floor', ['3'], '3'],
    ['round', ['2.5'], '3'],
    ['round', ['-2.5'], '-2'],
    ['add', [' 1 ', '1e3'], '1001'],
    ['add', ['.5', '1.'], '1.5'],
  ])('%s %j gives %s', async (name, values, expected) => expect(await compute(name, {}, ...values)).toBe(expected))

  test.each([
    ['add', ['', '1'], "'' is not a number"],
    ['add', ['1,5', '1'], "'1,5' is not a number"],
    ['add', ['1e9999', '1'], "'1e9999' is not a number"],
    ['div', ['1', '0'], 'The result is infinite'],
    ['sqrt', ['-1'], 'The result is not a number'],
  ])('%s %j fails: %s', async (name, values, message) => expect(await compute(name, {}, ...values)).toEqual({ failed: message }))

  test('sums are exact', () =>
    fc.assert(
      fc.asyncProperty(fc.bigInt(), fc.bigInt(), async (a, b) => {
        expect(await compute('add', {}, String(a), String(b))).toBe(String(a + b))
      }),
    ))

  test('the counter goes on from context to context', async () => {
    expect(await evaluate('counter', { ini: '10', inc: '10' }, [])).toEqual([['10'], ['20'], ['30']])
    expect(await evaluate('counter', { ini: '7', inc: '0' }, [])).toEqual([['7'], ['7'], ['7']])
  })

  test.each([
    ['00000.000', ',', '12.5', '00012,500'],
    ['#,##0.00', '.', '-1234567.895', '-1,234,567.90'],
    ['#,##0.00', ',', '1234.5', '1.234,50'],
    ['0', '.', '2.5', '2'],
    ['0', '.', '3.5', '4'],
    ['#.##', '.', '0.5', '.5'],
    ['#', '.', '0', '0'],
    ['0.0%', '.', '0.125', '12.5%'],
    ['0.00;(0.00)', '.', '-3', '(3.00)'],
    ["'No. '0", '.', '7', 'No. 7'],
    ['0', '.', '-0.1', '0'],
  ])('the format %s with %s writes %s as %s', async (nformat, separator, value, expected) =>
    expect(await compute('formatNumber', { nformat, separator }, value)).toBe(expected),
  )

  test('a format without digits is refused when the mapping is compiled', async () =>
    await expect(compute('formatNumber', { nformat: 'abc' }, '1')).rejects.toThrow("The number format 'abc' is not valid"))
})
