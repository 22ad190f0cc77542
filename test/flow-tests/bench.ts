import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type Finished, runCli } from '../../src/cli/cli.fixture.ts'
import { flowTests } from '../../src/main.ts'
import { type FlowSketch, flowFiles } from '../support/flow.ts'

/** A folder with flows and test files, and the command line over it. */
export function useBench() {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-flow-tests-'))
  let loaded: ReturnType<typeof flowTests>
  beforeAll(() => {
    loaded = flowTests()
  })
  afterAll(async () => {
    await loaded.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const put = (path: string, content: string | Uint8Array): string => {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    return file
  }
  return {
    folder,
    put,
    /** An artifact as an exploded folder. */
    putFlow(path: string, flow: FlowSketch): void {
      for (const [name, content] of flowFiles(flow)) put(join(path, name), content)
    },
    cli: (...argv: string[]): Promise<Finished> =>
      runCli(argv, { parts: { flowTests: async () => ({ tests: loaded.tests, stop: async () => {} }) } }),
    /** Runs one test file; times are `0 ms` and the folder is `~`. */
    async run(path: string, text: string): Promise<Finished> {
      const file = put(path, text)
      const finished = await this.cli('test', file)
      return { ...finished, out: steady(finished.out), err: steady(finished.err) }
    },
  }
}

/** Without what differs from run to run. */
const steady = (out: string): string => out.replaceAll(/[^\s('"]*sluice-flow-tests-\w+\//g, '~/').replaceAll(/\b\d+ ms\b/g, '0 ms')
