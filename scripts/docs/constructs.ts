import { readFileSync } from 'node:fs'
import { ADAPTERS } from '../../src/adapters/index.ts'
import { ABSENT_ADAPTERS, ABSENT_STEPS } from '../../src/engine/absent-constructs.ts'
import { Registry } from '../../src/engine/registry.ts'
import { STEPS } from '../../src/steps/index.ts'
import type { Coverage } from '../../test/corpus/coverage.ts'
import { type AdapterInstances, type Instances, type StepInstances, total } from '../../test/corpus/instances.ts'
import { LANGUAGES } from './languages.ts'
import { blocks, code, sentence, table } from './markdown.ts'

/** The version that has what says nothing else. */
const FIRST_RELEASE = '0.1.0'

const coverage: Coverage = JSON.parse(readFileSync(new URL('../../test/corpus/coverage.json', import.meta.url), 'utf8'))
const registry = new Registry(STEPS, ADAPTERS)

/** What flows may contain: steps, adapters and languages, each with its support. */
export const constructSections = (): readonly string[] => [
  blocks(
    '## Flows: steps',
    `A flow with a step that is not here is refused when it is deployed, with the name of the element and the reason. *Real flows*: how many of the ${coverage.flows} flows' elements of this kind compile, of how many; those that do not are broken or unfinished themselves, or need a script collection that was not published with them. Fields and their choices: [steps](reference/steps.md).`,
    table(
      ['Step', 'Activity', 'Variant', 'Supported', 'Since', 'Real flows', 'Limits'],
      [...STEPS.map(stepRow), ...absentSteps()].sort(byFirst),
    ),
  ),
  blocks(
    '## Flows: adapters',
    'Without a message protocol every protocol of the adapter is served. Fields and their choices: [adapters](reference/adapters.md).',
    table(
      ['Adapter', 'Component type', 'Message protocol', 'Direction', 'Supported', 'Since', 'Real flows', 'Limits'],
      [...ADAPTERS.map(adapterRow), ...absentAdapters()].sort(byFirst),
    ),
  ),
  blocks('## Flows: languages', table(['Language', 'Supported', 'Since', 'What there is', 'Limits'], LANGUAGES.map(languageRow))),
]

const byFirst = ([a = '']: readonly string[], [b = '']: readonly string[]): number => a.localeCompare(b, 'en')

interface Declared {
  readonly limits?: string
  readonly since?: string
}

/** The columns that every construct has. */
const support = ({ limits = '', since = FIRST_RELEASE }: Declared, counted: readonly Instances[]): string[] => [
  limits === '' ? 'yes' : 'partly',
  since,
  counts(counted),
  limits,
]

const absence = (counted: readonly Instances[], reason = ''): string[] => [
  'not yet',
  '',
  counts(counted),
  reason === '' ? '' : sentence(reason),
]

/** `5 of 6`; nothing for what occurs nowhere. */
function counts(counted: readonly Instances[]): string {
  const { instances, compile } = total(counted)
  return instances === 0 ? '' : `${compile} of ${instances}`
}

type Step = (typeof STEPS)[number]

function stepRow(step: Step): string[] {
  const { label, activity, variant = '' } = step
  return [
    label,
    code(activity),
    code(variant),
    ...support(
      step,
      coverage.steps.filter((each) => stepOf(each) === step),
    ),
  ]
}

const stepOf = ({ activity, variant }: Pick<StepInstances, 'activity' | 'variant'>): Step | undefined =>
  registry.step({ activity, variant } as Parameters<Registry['step']>[0])

function absentSteps(): string[][] {
  const found = coverage.steps
    .filter((each) => !stepOf(each))
    .map(({ activity, variant }) => (variant ? `${activity}/${variant}` : activity))
  return [...new Set([...Object.keys(ABSENT_STEPS), ...found])].map((name) => {
    const [activity = '', variant = ''] = name.split(/\/(.*)/s)
    const counted = coverage.steps.filter((each) => each.activity === activity && each.variant === variant)
    return [ABSENT_STEPS[name]?.label ?? name, code(activity), code(variant), ...absence(counted, ABSENT_STEPS[name]?.reason)]
  })
}

type Adapter = (typeof ADAPTERS)[number]

function adapterRow(adapter: Adapter): string[] {
  const { label, adapter: component, protocol = '', direction } = adapter
  const counted = coverage.adapters.filter((each) => adapterOf(each) === adapter)
  return [label, code(component), code(protocol), direction, ...support(adapter, counted)]
}

const adapterOf = ({ adapter, direction, protocol }: AdapterInstances): Adapter | undefined =>
  registry.adapter({ adapter, direction, protocol } as Parameters<Registry['adapter']>[0])

/** What flows use and nothing serves; the reason is one of the adapter. */
const absentAdapters = (): string[][] =>
  coverage.adapters
    .filter((each) => !adapterOf(each))
    .map((each) => {
      const { adapter, direction, protocol } = each
      const known = ABSENT_ADAPTERS[adapter]
      return [`${known?.label ?? adapter} ${direction}`, code(adapter), code(protocol), direction, ...absence([each], known?.reason)]
    })

function languageRow({ name, offers, ...declared }: (typeof LANGUAGES)[number]): string[] {
  const [supported = '', since = '', , limits = ''] = support(declared, [])
  return [name, supported, since, offers, limits]
}
