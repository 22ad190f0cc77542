import type { Command } from 'commander'
import type { CheckedArtifact } from '../runtime/check.ts'
import { type CommandContext, print } from './command.ts'
import { table } from './table.ts'

/** `sluice check`: which flows run here, without a server. */
export function checkCommand(program: Command, { io, check }: CommandContext): void {
  program
    .command('check <path...>')
    .description('say which flows run here, and what stands in the way of the others')
    .option('--json', 'print JSON instead of a table')
    .addHelpText('after', '\nExample:\n  $ sluice check flow.zip exported-flows/')
    .action(async (paths: string[], options: { json?: true }) => {
      const artifacts = await check(paths)
      const report = { artifacts: artifacts.map(view), totals: totalsOf(artifacts) }
      print(io, options, report, () => words(artifacts))
    })
}

function view({ id, file, runs, problems }: CheckedArtifact) {
  return { id, file, runs, problems: problems.map(({ element, construct, reason }) => ({ element, construct, reason })) }
}

function totalsOf(artifacts: readonly CheckedArtifact[]) {
  const running = artifacts.filter((artifact) => artifact.runs).length
  return { artifacts: artifacts.length, run: running, doNotRun: artifacts.length - running }
}

function words(artifacts: readonly CheckedArtifact[]): string {
  const rows = artifacts.flatMap(({ id, runs, problems }) => {
    if (runs) return [[id, 'yes']]
    return problems.map(({ element, construct, reason }, index) => [
      index === 0 ? id : '',
      index === 0 ? 'no' : '',
      element,
      construct,
      reason,
    ])
  })
  const { run, doNotRun } = totalsOf(artifacts)
  return `${table(['artifact', 'runs', 'element', 'construct', 'reason'], rows, 'no artifacts')}\n${run} run, ${doNotRun} do not\n`
}
