import type { AdapterInstances, StepInstances } from './instances.ts'
import type { Measure } from './measure.ts'

/** How often each construct occurs in the corpus, as `coverage.json` keeps it. */
export interface Coverage {
  readonly flows: number
  readonly steps: readonly StepInstances[]
  readonly adapters: readonly AdapterInstances[]
}

/** One line per construct, so that a difference shows which one changed. */
export function coverageText({ flows, steps, adapters }: Measure): string {
  const lines = (rows: readonly object[]): string => rows.map((row) => `    ${objectText(row)}`).join(',\n')
  return `{\n  "flows": ${flows.length},\n  "steps": [\n${lines(steps)}\n  ],\n  "adapters": [\n${lines(adapters)}\n  ]\n}\n`
}

/** As the formatter of this project writes it. */
const objectText = (row: object): string =>
  `{ ${Object.entries(row)
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(', ')} }`
