import { expect, test } from 'vitest'
import type { IflowArtifact } from '../../src/iflow/model.ts'
import type { CompiledFile } from './compiled-files.ts'
import { type CheckedFlow, countAdapters, countSteps } from './instances.ts'
import type { Measure } from './measure.ts'
import { reportMeasure } from './report.ts'
import { isFragment } from './stylesheet-references.ts'

const node = (id: string, activity: string, variant = '') => [id, { id, activity, variant }] as const

const flow = (...failing: string[]): CheckedFlow => ({
  name: 'flow',
  artifact: {
    manifest: { id: 'Orders' },
    model: {
      channels: [
        { id: 'C1', adapter: 'HTTP', protocol: '', direction: 'receiver' },
        { id: 'C10', adapter: 'Mail', protocol: 'None', direction: 'receiver' },
      ],
      processes: new Map([
        [
          'P',
          {
            nodes: new Map([node('N1', 'Filter'), node('N2', 'Script', 'GroovyScript'), node('N10', 'Filter')]),
            exceptionSubprocess: { nodes: new Map([node('N3', 'Filter')]) },
          },
        ],
      ]),
    },
  } as unknown as IflowArtifact,
  problems: failing.map((element) => ({ element, construct: 'Filter', reason: 'It is empty\nand more' })),
})

test('steps and channels are counted by what they are; each problem belongs to its element alone', () => {
  const flows = [flow('N1 (First)', 'C10 (Mail)'), flow('N2')]
  expect(countSteps(flows)).toEqual([
    { activity: 'Filter', variant: '', instances: 6, compile: 5 },
    { activity: 'Script', variant: 'GroovyScript', instances: 2, compile: 1 },
  ])
  expect(countAdapters(flows)).toEqual([
    { adapter: 'HTTP', protocol: '', direction: 'receiver', instances: 2, compile: 2 },
    { adapter: 'Mail', protocol: 'None', direction: 'receiver', instances: 2, compile: 1 },
  ])
})

const BROKEN = 'SAP_apibusinesshub-integration-recipes__Replicate_Exchange_Rate/script/setCurrency.groovy'
const file = (name: string, failure?: string): CompiledFile => ({ kind: 'script', file: name, failure })

function report(flows: readonly CheckedFlow[], files: readonly CompiledFile[]): { missed: string[]; printed: string } {
  const measure: Measure = { flows, steps: countSteps(flows), adapters: countAdapters(flows), files }
  const lines: string[] = []
  return { missed: reportMeasure(measure, (line) => lines.push(line)), printed: lines.join('\n') }
}

test('goals are met when everything compiles but what is broken itself', () => {
  const { missed, printed } = report([flow()], [file(BROKEN, 'line 34: unexpected char'), file('a/b.groovy')])
  expect(missed).toEqual([])
  expect(printed).toBe(`deploys  Orders

flows  missing construct

1 flows parse, 1 of them deploy
4 of 4 step instances compile (100.00 %)
2 of 2 channels compile (100.00 %)

broken   ${BROKEN}: two backquotes behind a statement
1 of 2 scripts compile

0 of 0 stylesheets compile

0 of 0 message mappings compile
`)
})

test('what is missed is told', () => {
  const { missed, printed } = report([flow('N1 (First)')], [file(BROKEN), file('a/b.groovy', 'line 1: no\nmore')])
  expect(missed).toEqual([
    'Less than 99 % of the step instances compile',
    'a/b.groovy does not compile, and nothing says that it is broken itself',
    `${BROKEN} compiles, although it counts as broken`,
  ])
  expect(printed).toContain('missing  Orders: Filter in N1 (First): It is empty\n')
  expect(printed).toContain('    1  Filter\n')
  expect(printed).toContain('broken   a/b.groovy: line 1: no\n')
})

test('a stylesheet that others include need not stand alone', () => {
  const sheet = (body: string) => Buffer.from(`<xsl:stylesheet>${body}</xsl:stylesheet>`)
  const files = new Map<string, Uint8Array>([
    ['mapping/main.xsl', sheet('<xsl:include href="lib/part.xsl"/><xsl:import\n href = \'../xslt/other.xslt\'/>')],
    ['mapping/lib/part.xsl', sheet('')],
    ['xslt/other.xslt', sheet('')],
    ['mapping/part.xsl', sheet('')],
  ])
  expect([...files.keys()].filter((path) => isFragment(path, files))).toEqual(['mapping/lib/part.xsl', 'xslt/other.xslt'])
})
