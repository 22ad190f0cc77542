import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SluiceError } from '../../kernel/errors.ts'
import { exchangeOf } from '../exchange.fixture.ts'
import { artifactOf, type BrickXml, call, constant, MAPPING_PATH, outline, services, source } from './fixtures/mapping-bench.ts'
import { compileMessageMapping } from './message-mapping.ts'

/** Messages that fit `A (B (C*, D?)*, @e?)*` in a root, with any text. */
const text = fc.string({ unit: fc.constantFrom('a', '1', '0', ' ', '&amp;', 'true', '-', '.5'), maxLength: 4 })
const message = fc
  .array(
    fc.record({
      e: fc.option(text),
      bs: fc.array(fc.record({ cs: fc.array(text, { maxLength: 3 }), d: fc.option(text) }), { maxLength: 3 }),
    }),
    {
      maxLength: 3,
    },
  )
  .map((as) => `<R>${as.map(({ e, bs }) => `<A${e === null ? '' : ` e="${e}"`}>${bs.map(elementB).join('')}</A>`).join('')}</R>`)

const elementB = ({ cs, d }: { cs: string[]; d: string | null }): string =>
  `<B>${cs.map((c) => `<C>${c}</C>`).join('')}${d === null ? '' : `<D>${d}</D>`}</B>`

const field = fc.constantFrom(
  ...['/R/A', '/R/A/@e', '/R/A/B', '/R/A/B/C', '/R/A/B/D'].flatMap((path) => {
    const steps = path.split('/').slice(1)
    return steps.map((_, depth) => source(path, depth === 0 ? '' : `/${steps.slice(0, depth).join('/')}`))
  }),
)

const UNARY = [
  'removeContexts',
  'collapseContexts',
  'exists',
  'createIf',
  'not',
  'trim',
  'length',
  'abs',
  'round',
  'sum',
  'average',
  'count',
  'mapWithDefault',
  'SplitByValue',
  'sort',
  'index',
  'substring',
  'replaceValue',
  'CopyValue',
  'isNil',
  'getHeader',
  'FixValues',
]
const BINARY = [
  'concat',
  'stringEquals',
  'and',
  'add',
  'div',
  'greater',
  'compare',
  'ifWithoutElse',
  'ifSWithoutElse',
  'formatByExample',
  'sortByKey',
]
const TERNARY = ['iF', 'iFS', 'useOneAsMany', 'replaceString', 'indexOf3']

/** Any expression of standard functions over the fields. */
const { expression } = fc.letrec<{ expression: BrickXml }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    field,
    fc.constantFrom(constant('x'), constant('1'), call('counter')),
    fc.tuple(fc.constantFrom(...UNARY), tie('expression')).map(([name, a]) => call(name, [a])),
    fc.tuple(fc.constantFrom(...BINARY), tie('expression'), tie('expression')).map(([name, a, b]) => call(name, [a, b])),
    fc
      .tuple(fc.constantFrom(...TERNARY), tie('expression'), tie('expression'), tie('expression'))
      .map(([name, ...inputs]) => call(name, inputs)),
  ),
}))

const target = outline(`
  Out
    L *
      @a
      M *
        N ?
`)

describe('whatever the mapping and the message', () => {
  test('the result is well-formed, or the message fails with a reason', () =>
    fc.assert(
      fc.asyncProperty(message, expression, expression, expression, expression, async (body, l, a, m, n) => {
        const targets = { '/Out/L': l, '/Out/L/@a': a, '/Out/L/M': m, '/Out/L/M/N': n }
        const mapping = await compileMessageMapping(MAPPING_PATH, artifactOf({ target, targets }), services())
        const exchange = exchangeOf({ body })
        try {
          await mapping(exchange)
        } catch (failure) {
          expect(failure).toBeInstanceOf(SluiceError)
          expect((failure as SluiceError).message).toMatch(/^(?:Runtime exception when processing|Cannot produce) target/)
          return
        }
        expect(exchange.body.asDocument().documentElement!.localName).toBe('Out')
      }),
      { numRuns: 300 },
    ))
})
