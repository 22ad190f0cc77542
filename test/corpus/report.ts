import { BROKEN_FILES } from './broken-files.ts'
import type { CompiledFile, FileKind } from './compiled-files.ts'
import { type Instances, total } from './instances.ts'
import type { Measure } from './measure.ts'

/** Least share of step instances that compile. */
const STEPS_GOAL = 0.99

/** Prints what compiles and what does not, and returns a sentence for every goal that is missed. */
export function reportMeasure(measure: Measure, print: (line: string) => void): string[] {
  printFlows(measure, print)
  printMissing(measure, print)
  const steps = total(measure.steps)
  print(`${steps.compile} of ${steps.instances} step instances compile (${percent(steps)})`)
  const adapters = total(measure.adapters)
  print(`${adapters.compile} of ${adapters.instances} channels compile (${percent(adapters)})\n`)
  const missed = steps.compile < STEPS_GOAL * steps.instances ? [`Less than ${100 * STEPS_GOAL} % of the step instances compile`] : []
  return [...missed, ...FILE_KINDS.flatMap((kind) => reportFiles(measure, kind, print))]
}

const FILE_KINDS: readonly FileKind[] = ['script', 'stylesheet', 'message mapping']

const percent = ({ instances, compile }: Instances): string => `${((100 * compile) / instances).toFixed(2)} %`

function printFlows({ flows }: Measure, print: (line: string) => void): void {
  for (const { artifact, problems } of flows) {
    const [first] = problems
    const reason = first ? `: ${first.construct} in ${first.element}: ${first.reason.split('\n')[0]}` : ''
    print(`${first ? 'missing' : 'deploys'}  ${artifact.manifest.id}${reason}`)
  }
}

function printMissing({ flows }: Measure, print: (line: string) => void): void {
  const constructs = new Map<string, number>()
  for (const construct of flows.flatMap(({ problems }) => [...new Set(problems.map((problem) => problem.construct))]))
    constructs.set(construct, (constructs.get(construct) ?? 0) + 1)
  print('\nflows  missing construct')
  for (const [construct, count] of [...constructs].sort((a, b) => b[1] - a[1])) print(`${String(count).padStart(5)}  ${construct}`)
  print(`\n${flows.length} flows parse, ${flows.filter(({ problems }) => problems.length === 0).length} of them deploy`)
}

function reportFiles({ files }: Measure, kind: FileKind, print: (line: string) => void): string[] {
  const ofKind = files.filter((file) => file.kind === kind)
  const failed = ofKind.filter(({ failure }) => failure !== undefined)
  for (const { file, failure } of failed) print(`broken   ${file}: ${BROKEN_FILES[file] ?? failure?.split('\n')[0]}`)
  print(`${ofKind.length - failed.length} of ${ofKind.length} ${kind}s compile\n`)
  return [
    ...failed.filter(isUnexplained).map(({ file }) => `${file} does not compile, and nothing says that it is broken itself`),
    ...ofKind.filter(isWellAfterAll).map(({ file }) => `${file} compiles, although it counts as broken`),
  ]
}

const isUnexplained = ({ file }: CompiledFile): boolean => BROKEN_FILES[file] === undefined
const isWellAfterAll = ({ file, failure }: CompiledFile): boolean => failure === undefined && BROKEN_FILES[file] !== undefined
