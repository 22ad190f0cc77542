import { describe, expect, test } from 'vitest'
import { evaluate, type QueueSketch, type Settings } from '../fixtures/function-bench.ts'
import { SUPPRESS } from '../value.ts'

describe('statistic functions', () => {
  test.each<[string, Settings, QueueSketch, unknown[][]]>([
    ['sum', {}, [['1.5', '2', SUPPRESS], [], ['-1']], [['3.5'], ['0'], ['-1']]],
    ['average', {}, [['1', '2'], [], ['10']], [['1.5'], ['0'], ['10']]],
    ['count', {}, [['a', 'b', SUPPRESS], []], [['2'], ['0']]],
    ['index', { start: '1', inc: '1', type: '0' }, [['a', 'b'], ['c']], [['1', '2'], ['1']]],
    ['index', { start: '10', inc: '10', type: '1' }, [['a', 'b'], ['c']], [['10', '20'], ['30']]],
    ['sum', {}, [['1', 'x']], [[{ failed: "'x' is not a number" }]]],
  ])('%s %j of %j gives %j', async (name, settings, input, expected) => expect(await evaluate(name, settings, [input])).toEqual(expected))
})
