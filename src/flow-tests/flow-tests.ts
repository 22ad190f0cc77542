import { availableParallelism } from 'node:os'
import type { AdapterDefinition } from '../engine/define-adapter.ts'
import type { StepDefinition } from '../engine/define-step.ts'
import { messageOf } from '../kernel/errors.ts'
import { Turnstile } from '../kernel/turnstile.ts'
import type { JvmScriptHost } from '../languages/script-host/jvm-script-host.ts'
import { type ParsedTestFile, readTestFile } from './format/read-test-file.ts'
import { runTest } from './run/run-test.ts'
import type { TestFileResult, TestResult } from './run/test-result.ts'
import type { Parts } from './tenant/test-tenant.ts'
import type { TestSource } from './test-source.ts'

export interface FlowTestOptions {
  readonly steps: readonly StepDefinition[]
  readonly adapters: readonly AdapterDefinition[]
  /** Runs the scripts of all tests; it may serve a tenant besides. */
  readonly scripts: JvmScriptHost
}

export interface RunOptions {
  /** Only tests whose name has this text, in any case. */
  readonly filter?: string | undefined
  /** Told of every test that has ended. */
  readonly onResult?: (file: string, result: TestResult) => void
  /** Ends tests that have not ended, their messages before the next step; they fail with the reason. */
  readonly signal?: AbortSignal
}

/** Runs test files in this process, without a server and without a network. */
export class FlowTests {
  readonly #parts: Parts
  readonly #turnstile = new Turnstile({ slots: 2 * availableParallelism() })

  constructor({ steps, adapters, scripts }: FlowTestOptions) {
    this.#parts = { steps, adapters, scriptsFor: (services) => scripts.forTenant(services) }
  }

  /** Runs the tests of one file at the same time; all calls together run a few at once. A file that cannot be read is a result with a problem. */
  async run(source: TestSource, { filter = '', onResult, signal }: RunOptions = {}): Promise<TestFileResult> {
    const file = parse(source)
    if (typeof file === 'string') return { file: source.name, problem: file, tests: [] }
    const wanted = [...file.content.tests.keys()].filter((index) => isWanted(file, index, filter))
    const tests = wanted.map((index) =>
      this.#turnstile.pass(async () => {
        const result = await runTest(index, file, source, { parts: this.#parts, signal })
        onResult?.(source.name, result)
        return result
      }),
    )
    return { file: source.name, tests: await Promise.all(tests) }
  }
}

function parse({ text, name }: TestSource): ParsedTestFile | string {
  try {
    return readTestFile(text, name)
  } catch (thrown) {
    return messageOf(thrown)
  }
}

const isWanted = ({ content }: ParsedTestFile, index: number, filter: string): boolean =>
  content.tests[index]!.name.toLowerCase().includes(filter.toLowerCase())
