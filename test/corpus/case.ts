import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One request with its expected answer, as `cases.json` has it. */
export interface Case {
  readonly iflow: string
  readonly companions: readonly string[]
  readonly request: { readonly method: string; readonly path: string; readonly headers: Record<string, string>; readonly body: string }
  /** Parameter → value; `<stub>` stands for the address of the stub. */
  readonly parameters?: Record<string, string>
  /** `METHOD path [with header `name: value`] → body`. */
  readonly stubs?: readonly string[]
  readonly expect: {
    readonly status: number
    readonly body?: string
    readonly compare?: Comparison
    readonly stubReceives?: { readonly method: string; readonly body: string; readonly compare: Comparison }
  }
}

export type Comparison = 'exact' | 'json' | 'xml'

export const readCases = (corpus: string): Case[] => JSON.parse(readFileSync(join(corpus, 'cases.json'), 'utf8'))
