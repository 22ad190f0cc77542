import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Measurement } from './load.ts'
import { benchTokens, type Row } from './tokens.ts'

const REPORT = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url))
const BENCHES: Readonly<Record<string, { title: string; run(log: (line: string) => void): Promise<Row[]> }>> = {
  tokens: { title: 'Tokens', run: benchTokens },
}

/** `npm run bench -- NAME`: measures and replaces that section of `docs/benchmarks.md`. */
async function main(name: string | undefined): Promise<number> {
  const bench = BENCHES[name ?? '']
  if (!bench) {
    console.error(`Usage: npm run bench -- NAME   (${Object.keys(BENCHES).join(', ')})`)
    return 2
  }
  const rows = await bench.run((line) => console.error(`▸ ${line}`))
  const section = [`## ${bench.title}`, '', ...table(rows), ''].join('\n')
  console.log(section)
  writeFileSync(REPORT, replaceSection(readFileSync(REPORT, 'utf8'), bench.title, section))
  return 0
}

function table(rows: readonly Row[]): string[] {
  const cell = (measured: Measurement | undefined) => (measured ? `${Math.round(measured.rate)}/s, p99 ${measured.p99} ms` : '')
  const ratio = ({ ours, peer }: Row) => (peer ? `${(ours.rate / peer.rate).toFixed(1)}×` : '')
  return [
    `\`npm run bench -- tokens\`, ${cpus().length} cores, Node ${process.versions.node}, 16 connections, median of 3 runs in turn. The figures move with the machine; the ratio is what counts.`,
    '',
    '| | Sluice | oidc-provider | ratio |',
    '|---|---|---|---|',
    ...rows.map((row) => `| ${row.what} | ${cell(row.ours)} | ${cell(row.peer)} | ${ratio(row)} |`),
  ]
}

/** The report with the section replaced, or added at the end. */
function replaceSection(report: string, title: string, section: string): string {
  const start = report.indexOf(`## ${title}\n`)
  if (start < 0) return `${report.trimEnd()}\n\n${section}`
  const next = report.indexOf('\n## ', start + 1)
  return report.slice(0, start) + section + (next < 0 ? '' : report.slice(next + 1))
}

process.exitCode = await main(process.argv[2])
