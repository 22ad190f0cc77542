import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { benchApi } from './api.ts'
import { benchFlows } from './flows.ts'
import { benchMemory } from './memory.ts'
import { benchTokens } from './tokens.ts'

const REPORT = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url))

interface Bench {
  readonly title: string
  /** Measures; the lines are what stands in the report below the machine. */
  run(log: (line: string) => void): Promise<string[]>
}

const BENCHES: Readonly<Record<string, Bench>> = {
  tokens: { title: 'Tokens', run: benchTokens },
  api: { title: 'Management API', run: benchApi },
  flows: { title: 'Flows', run: benchFlows },
  memory: { title: 'Memory', run: benchMemory },
}

/** `npm run bench -- NAME`: measures and replaces that section of `docs/benchmarks.md`. */
async function main(name = ''): Promise<number> {
  const bench = BENCHES[name]
  if (!bench) {
    console.error(`Usage: npm run bench -- NAME   (${Object.keys(BENCHES).join(', ')})`)
    return 2
  }
  const lines = await bench.run((line) => console.error(`▸ ${line}`))
  const machine = `\`npm run bench -- ${name}\`, ${cpus().length} cores, Node ${process.versions.node}.`
  const section = [`## ${bench.title}`, '', machine, ...lines, ''].join('\n')
  console.log(section)
  writeFileSync(REPORT, replaceSection(readFileSync(REPORT, 'utf8'), bench.title, section))
  return 0
}

/** The report with the section replaced, or added at the end. */
function replaceSection(report: string, title: string, section: string): string {
  const start = report.indexOf(`## ${title}\n`)
  if (start < 0) return `${report.trimEnd()}\n\n${section}`
  const next = report.indexOf('\n## ', start + 1)
  return report.slice(0, start) + section + (next < 0 ? '' : report.slice(next))
}

process.exitCode = await main(process.argv[2])
