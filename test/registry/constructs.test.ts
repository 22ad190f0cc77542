import { describe, expect, test } from 'vitest'
import { constructSections } from '../../scripts/docs/constructs.ts'
import { ABSENT_XPATH_FUNCTIONS } from '../../scripts/docs/languages.ts'
import { ADAPTERS } from '../../src/adapters/index.ts'
import { ABSENT_ADAPTERS, ABSENT_STEPS, stepName } from '../../src/engine/absent-constructs.ts'
import { compileXPath } from '../../src/languages/xpath/xpath.ts'
import { STEPS } from '../../src/steps/index.ts'

/** The palette of the documented editor, and its events, by the names that the files give them. */
const PALETTE = [
  ['Mapping/MessageMapping', 'Mapping/OperationMapping', 'Mapping/XSLTMapping', 'IDMapper'],
  ['Enricher', 'Filter', 'MessageDigest', 'Script/GroovyScript', 'Script/JavaScript', 'XmlModifier'],
  ['CsvToXmlConverter', 'EDItoXMLConverter', 'JsonToXmlConverter', 'XmlToCsvConverter', 'XMLtoEDIConverter', 'XmlToJsonConverter'],
  ['Encoder/Base64 Encode', 'Encoder/GZIP Compress', 'Encoder/MIME Multipart Message Encode', 'Encoder/ZIP Compress'],
  ['Decoder/Base64 Decode', 'Decoder/GZIP Decompress', 'Decoder/MIME Multipart Message Decode', 'Decoder/ZIP Decompress'],
  ['EDIExtractor', 'EDIValidator', 'XmlValidator'],
  ['contentEnricherWithLookup', 'ExternalCall', 'PollEnrich', 'Send'],
  ['IdempotentProcessCall', 'ProcessCallElement/LoopingProcess', 'ProcessCallElement/NonLoopingProcess'],
  ['Aggregator', 'ExclusiveGateway', 'Gather', 'Join', 'Multicast/parallel', 'SequentialMulticast'],
  ['Camel', 'EDISplitter', 'GeneralSplitter', 'IDoc', 'PKCS#7/CMS Signature-Content Splitter', 'TarSplitter', 'ZipSplitter'].map(
    (name) => `Splitter/${name}`,
  ),
  ['Decrypt', 'Encrypt', 'PgpDecrypt', 'PgpEncrypt'],
  ['SignMessage', 'SimpleSignMessage', 'VerifySign', 'XMLDigitalSignMessage', 'XMLDigitalVerifySign'],
  ['DBstorage/delete', 'DBstorage/get', 'DBstorage/put', 'DBstorage/select', 'Persist', 'Variables'],
  ['StartEvent', 'MessageStartEvent', 'StartErrorEvent', 'StartTimerEvent'],
  ['EndEvent', 'MessageEndEvent', 'EndErrorEvent', 'EscalationEndEvent', 'TerminateEndEvent'],
].flat()

const nameOf = ({ activity, variant = '' }: { activity: string; variant?: string }): string => stepName({ activity, variant })

const [steps = [], adapters = [], languages = []] = constructSections().map((section) =>
  section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.slice(2, -2).split(' | ')),
)

const stepRow = (name: string): readonly string[] | undefined =>
  steps.find(
    ([, activity = '', variant = '']) =>
      [activity, variant]
        .map((cell) => cell.replaceAll('`', '').trim())
        .filter(Boolean)
        .join('/') === name,
  )

describe('the table of constructs', () => {
  test.each(PALETTE)('has %s, supported or with the reason why not', (name) => {
    const [, , , supported, since, , limits] = stepRow(name) ?? []
    expect(['yes', 'partly', 'not yet']).toContain(supported)
    if (supported === 'not yet') expect([since, ABSENT_STEPS[name]?.reason]).toEqual(['', expect.any(String)])
    else expect(since).toMatch(/^\d+\.\d+\.\d+$/)
    expect(limits === '').toBe(supported === 'yes')
  })

  test('has every step and adapter that runs, as its declaration says', () => {
    for (const step of STEPS) {
      const [label, , , supported, , , limits] = stepRow(nameOf(step)) ?? []
      expect([label, supported, limits]).toEqual([step.label, step.limits ? 'partly' : 'yes', step.limits ?? ''])
    }
    for (const adapter of ADAPTERS) {
      const [, , , , supported, , , limits] = adapters.find(([label]) => label === adapter.label) ?? []
      expect([supported, limits]).toEqual([adapter.limits ? 'partly' : 'yes', adapter.limits ?? ''])
    }
  })

  test('counts what public flows have of each', () => {
    expect(stepRow('Enricher')?.[5]).toMatch(/^(\d+) of \1$/)
    expect(stepRow('Mapping/OperationMapping')?.[5]).toBe('')
    expect(adapters.find(([label]) => label === 'RFC receiver')?.slice(4)).toEqual([
      'not yet',
      '',
      '0 of 7',
      'It needs the SAP Java Connector, which is not open source.',
    ])
  })

  test('has the languages', () => {
    expect(languages.map(([name]) => name)).toEqual(['Groovy', 'JavaScript', 'XSLT', 'XML Schema', 'XPath', 'Simple', 'Message mapping'])
  })
})

test.each(Object.entries(ABSENT_XPATH_FUNCTIONS))('the XPath function %s is refused when the flow is deployed', (name, inputs) => {
  expect(() => compileXPath(`exists(${name}#${inputs})`, new Map())).toThrow(expect.objectContaining({ code: 'deploy-failed' }))
})

test('nothing is both supported and absent', () => {
  const offered = STEPS.map(nameOf)
  expect(Object.keys(ABSENT_STEPS).filter((name) => offered.includes(name))).toEqual([])
  const served = ADAPTERS.map(({ adapter }) => adapter)
  expect(Object.keys(ABSENT_ADAPTERS).filter((name) => served.includes(name))).toEqual([])
})

test('every step that runs is in the palette', () => {
  expect(STEPS.map(nameOf).filter((name) => !PALETTE.includes(name))).toEqual([])
})
