import { describe, expect, it } from 'vitest'
import { readTar } from '../languages/file-archive/tar.ts'
import { readZip } from '../languages/file-archive/zip.ts'
import { type NodeSketch, runFlow } from './branches/flow.fixture.ts'
import gather from './gather.ts'
import { compileStep } from './step.fixture.ts'

const START: NodeSketch = ['start', 'MessageStartEvent']
const END: NodeSketch = ['end', 'MessageEndEvent']
const HEAD = `<?xml version='1.0' encoding='UTF-8'?><multimap:Messages xmlns:multimap="http://sap.com/xi/XI/SplitAndMerge">`
const body = (id: string, text: string, ...targets: string[]): NodeSketch => [
  id,
  'Enricher',
  { bodyType: 'constant', wrapContent: text },
  ...targets,
]
const header = (id: string, name: string, value: string): NodeSketch => [
  id,
  'Enricher',
  {
    headerTable: `<row><cell id='Action'>Create</cell><cell id='Type'>expression</cell><cell id='Name'>${name}</cell><cell id='Value'>${value}</cell></row>`,
  },
]

/** A parallel multicast with one branch for each body. */
function gathering(properties: Record<string, string>, ...bodies: string[]) {
  const names = bodies.map((_, index) => `body${index}`)
  const nodes: NodeSketch[] = [
    START,
    ['cast', 'Multicast/parallel', {}, ...names],
    ...bodies.map((text, index) => body(names[index]!, text, 'join')),
    ['join', 'Join'],
    ['gather', 'Gather', properties],
    END,
  ]
  return runFlow({ main: { nodes } }, '')
}

/** A splitter over lines `name=content`. */
function archived(properties: Record<string, string>, lines: string, ...naming: NodeSketch[]) {
  const split: NodeSketch = ['split', 'Splitter/Camel', { exprType: 'Token', tokenValue: '|' }]
  return runFlow({ main: { nodes: [START, split, ...naming, ['gather', 'Gather', properties], END] } }, lines)
}

describe('combining XML', () => {
  const NOTES = ['<?xml version="1.0"?>\n<!DOCTYPE note><note>1</note>\n', '<note xmlns="urn:n">2</note>']

  it('of one format: all roots in one message', async () => {
    expect((await gathering({ aggregationAlgorithm: 'sap-identical-multi-mapping' }, ...NOTES)).body).toBe(
      `${HEAD}<multimap:Message1><note>1</note><note xmlns="urn:n">2</note></multimap:Message1></multimap:Messages>`,
    )
  })

  it.each(['sap-pi-multi-mapping', 'sap-combine-mapping'])(
    'of different formats (%s): each root in a message of its own',
    async (algorithm) => {
      expect((await gathering({ messageType: 'DiffXMLFormat', aggregationAlgorithm: algorithm }, ...NOTES)).body).toBe(
        `${HEAD}<multimap:Message1><note>1</note></multimap:Message1><multimap:Message2><note xmlns="urn:n">2</note></multimap:Message2></multimap:Messages>`,
      )
    },
  )

  it.each(['', '{"a":1}', '<a>'])('%j cannot be combined', async (broken) => {
    const { ending, failure, steps } = await gathering({ aggregationAlgorithm: 'sap-pi-multi-mapping' }, NOTES[1]!, broken || ' ')
    expect([ending, failure, steps.at(-1)]).toEqual([
      'failed',
      expect.stringMatching(/^Message 2 of 2 cannot be combined\. The body is not well-formed XML: /),
      'gather/0',
    ])
  })
})

describe('combining at an XPath', () => {
  const at = (sourceXPath: string, targetXPath: string, ...bodies: string[]) =>
    gathering({ aggregationAlgorithm: 'xpath-merge-strategy', sourceXPath, targetXPath }, ...bodies)

  it.each([
    ['/l/i', '/l', '<l n="1"><i>1</i><i>2</i></l>', '<l n="2"><i>3</i><x/><i>4</i></l>', '<l n="1"><i>1</i><i>2</i><i>3</i><i>4</i></l>'],
    ['/l/i', '', '<r/>', '<l><i>3</i></l>', undefined],
    ['/r/l/i', '', '<r><l><i>1</i></l><x/></r>', '<r><l><i>2</i></l></r>', '<r><l><i>1</i><i>2</i></l><x/></r>'],
    [
      '/o:l/o:i',
      '/o:l',
      '<l xmlns="urn:orders"><i>1</i></l>',
      '<p:l xmlns:p="urn:orders"><p:i/></p:l>',
      '<l xmlns="urn:orders"><i>1</i><i/></l>',
    ],
    ['/l/i', '/l', '<l/>', '<l><i>1</i></l>', '<l><i>1</i></l>'],
    ['/l/i', '/l', '<l><i>1</i></l>', '<r/>', '<l><i>1</i></l>'],
    ['//i/', '/l/', '<l><i>1</i></l>', '<r><i/></r>', '<l><i>1</i><i/></l>'],
  ])('%s into %s', async (source, target, first, second, expected) => {
    const { body: text, failure } = await at(source, target, first, second)
    if (expected) expect(text).toBe(expected)
    else expect(failure).toBe("The XPath '/l/i' leads to no element in the first message")
  })

  it.each([
    ['/l/i', '/none', "The XPath '/none' leads to no element in the first message"],
    ['/l/none', '/l', "The XPath '/l/none' leads to no element in any message"],
  ])('%s into %s fails', async (source, target, failure) => {
    expect(await at(source, target, '<l><i/></l>', '<l><i/></l>')).toMatchObject({ ending: 'failed', failure })
  })
})

describe('combining text', () => {
  it('puts one after the other', async () => {
    expect((await gathering({ messageType: 'PlainText', aggregationAlgorithm: 'concatenate-strategy' }, 'a', 'b\n', 'c')).body).toBe(
      'ab\nc',
    )
  })
})

describe('combining files', () => {
  const named = header('name', 'CamelFileName', 'order${property.CamelSplitIndex}.txt')
  const filesOf = async (algorithm: string, bytes: Uint8Array) =>
    (algorithm.includes('Zip') ? await readZip(bytes, 1000) : readTar(bytes)).map(({ name, content }) => [
      name,
      Buffer.from(content).toString(),
    ])

  it.each(['enhancedZipAggregationStrategy', 'enhancedTarAggregationStrategy'])('%s', async (aggregationAlgorithm) => {
    const files = async (gatherFileNames: string, ...naming: NodeSketch[]) =>
      filesOf(aggregationAlgorithm, (await archived({ aggregationAlgorithm, gatherFileNames }, 'a||c', ...naming)).exchange.body.asBytes())
    expect(await files('f/${property.CamelSplitIndex}')).toEqual([
      ['f/0', 'a'],
      ['f/2', 'c'],
    ])
    expect(await files('', named)).toEqual([
      ['order0.txt', 'a'],
      ['order2.txt', 'c'],
    ])
    expect(await files('')).toEqual([
      ['AGguid-1', 'a'],
      ['AGguid-3', 'c'],
    ])
  })

  it('fails when two files have one name', async () => {
    expect(await archived({ aggregationAlgorithm: 'enhancedZipAggregationStrategy', gatherFileNames: 'x' }, 'a|b')).toMatchObject({
      ending: 'failed',
      failure: "Two files of the zip archive have the name 'x'",
    })
  })
})

describe('archives that are split', () => {
  it.each([
    ['Zip', 'zipSplitFileName'],
    ['Tar', 'tarSplitFileName'],
  ])('%s', async (format, key) => {
    const packed = await archived(
      { aggregationAlgorithm: `enhanced${format}AggregationStrategy`, gatherFileNames: 'f/${body}.t' },
      'a|bb|c',
    )
    const split = async (pattern: string) =>
      (
        await runFlow(
          {
            main: {
              nodes: [
                START,
                ['split', `Splitter/${format}Splitter`, { [key]: pattern }],
                ['note', 'Probe', { note: '${header.CamelFileName}:${body}' }],
                END,
              ],
            },
          },
          packed.exchange.body,
        )
      ).seen
    expect(await split('')).toEqual(['f/a.t:a', 'f/bb.t:bb', 'f/c.t:c'])
    expect(await split('*')).toEqual(['f/a.t:a', 'f/bb.t:bb', 'f/c.t:c'])
    expect(await split('?.t')).toEqual(['f/a.t:a', 'f/c.t:c'])
    expect(await split('b*')).toEqual(['f/bb.t:bb'])
    expect(await split('?xt')).toEqual([])
  })

  it.each(['Zip', 'Tar'])('%s fails for another body', async (format) => {
    expect(await runFlow({ main: { nodes: [START, ['split', `Splitter/${format}Splitter`], END] } }, 'text')).toMatchObject({
      ending: 'failed',
      failure: expect.stringContaining(`The body is no ${format.toLowerCase()} archive that can be read: `),
    })
  })
})

describe('deployment', () => {
  it.each([
    [{ aggregationAlgorithm: 'magic' }, 'aggregationAlgorithm must be one of sap-identical-multi-mapping, '],
    [{ aggregationAlgorithm: 'xpath-merge-strategy' }, 'Combine from source (XPath) is missing'],
    [{ aggregationAlgorithm: 'xpath-merge-strategy', sourceXPath: '/a[' }, "XPath '/a[': "],
    [{ aggregationAlgorithm: 'enhancedZipAggregationStrategy', gatherFileNames: '${nope}' }, "unknown function 'nope'"],
  ])('refuses %j', async (properties, reason) => {
    await expect(compileStep(gather, properties as Record<string, string>)).rejects.toThrow(reason)
  })
})
