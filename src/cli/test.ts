import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { FileWatch, type WatchedPlaces } from '../flow-tests/file-watch.ts'
import { findTestFiles } from '../flow-tests/find-test-files.ts'
import { FolderSource } from '../flow-tests/folder-source.ts'
import { reportAsJUnit } from '../flow-tests/report/junit.ts'
import { describeTotals, isGood, totalsOf } from '../flow-tests/report/totals.ts'
import { reportInWords } from '../flow-tests/report/words.ts'
import type { TestFileResult } from '../flow-tests/run/test-result.ts'
import { messageOf, SluiceError } from '../kernel/errors.ts'
import type { CommandContext, LoadedFlowTests, SharedOptions } from './command.ts'
import { addCommand, print } from './command.ts'
import { type Io, UsageError } from './io.ts'
import { writeRecordedTest } from './record-test.ts'

interface TestOptions extends SharedOptions {
  readonly filter?: string
  readonly junit?: string
  readonly watch?: true
  readonly record?: string
}

/** `sluice test`: runs tests of flows in this process, or writes one from a message of the server. */
export function testCommand(program: Command, context: CommandContext): void {
  addCommand(program, 'test [path...]', {
    summary: 'run the flow tests (*.test.yaml) at or below the paths, without a server and without a network',
    example: 'sluice test flows --junit report.xml',
  })
    .option('--filter <text>', 'only tests whose name has this text')
    .option('--junit <file>', 'write the results as JUnit XML, too')
    .option('--watch', 'run again when a file changes, until Ctrl-C')
    .option('--record <guid>', 'write a test from a traced message of the server; PATH is the flow, else it is downloaded')
    .action(async (paths: string[], options: TestOptions) => {
      if (options.record !== undefined) return writeRecordedTest(context.io, options, options.record, paths)
      const tests = await context.flowTests()
      try {
        if (options.watch) await runAgainAndAgain(tests, context.io, paths, options)
        else await runOnce(tests, context.io, paths, options)
      } finally {
        await tests.stop()
      }
    })
}

/** Runs all tests. Throws `processing-failed` when one of them failed. */
async function runOnce(tests: LoadedFlowTests, io: Io, paths: readonly string[], options: TestOptions): Promise<void> {
  const { results } = await runFiles(tests, io, paths, options)
  const totals = totalsOf(results)
  if (totals.passed + totals.failed + totals.skipped + totals.broken === 0)
    throw new UsageError(`No test has ${options.filter} in its name`)
  if (!isGood(totals)) throw new SluiceError('processing-failed', describeTotals(totals))
}

async function runAgainAndAgain(tests: LoadedFlowTests, io: Io, paths: readonly string[], options: TestOptions): Promise<void> {
  const stopped = new AbortController()
  process.once('SIGINT', () => stopped.abort())
  const watch = new FileWatch(options.junit)
  try {
    do {
      const { watched } = await runFiles(tests, io, paths, options)
      watch.add(watched)
      io.stderr.write('Waiting for a change\n')
    } while (await watch.next(stopped.signal))
  } finally {
    watch.close()
  }
}

interface FilesRun {
  readonly results: readonly TestFileResult[]
  readonly watched: WatchedPlaces
}

const placesOf = (paths: readonly string[]): readonly string[] => (paths.length === 0 ? ['.'] : paths)

async function runFiles({ tests }: LoadedFlowTests, io: Io, paths: readonly string[], options: TestOptions): Promise<FilesRun> {
  const files = await findTestFiles(placesOf(paths))
  if (files.length === 0) throw new UsageError(`There is no *.test.yaml at or below ${placesOf(paths).join(', ')}`)
  const start = performance.now()
  const progress = new Progress(io)
  const sources = await Promise.all(files.map((file) => FolderSource.open(file)))
  const run = { filter: options.filter, onResult: () => progress.step() }
  const all = await Promise.all(sources.map((source) => tests.run(source, run)))
  progress.clear()
  const results = all.filter(({ tests: ended, problem }) => ended.length > 0 || problem !== undefined)
  const milliseconds = Math.round(performance.now() - start)
  await report(io, options, results, milliseconds)
  return { results, watched: watchedBy(sources) }
}

function watchedBy(sources: readonly FolderSource[]): WatchedPlaces {
  const all = sources.map((source) => source.watched())
  return { places: [...new Set(all.flatMap(({ places }) => places))], trees: [...new Set(all.flatMap(({ trees }) => trees))] }
}

async function report(io: Io, options: TestOptions, results: readonly TestFileResult[], milliseconds: number): Promise<void> {
  const totals = totalsOf(results)
  print(io, options, { files: results, totals, milliseconds }, () => {
    const words = reportInWords(results)
    return `${words}${words && '\n'}${describeTotals(totals)} in ${milliseconds} ms\n`
  })
  if (options.junit !== undefined) await writeReport(options.junit, reportAsJUnit(results))
}

async function writeReport(file: string, content: string): Promise<void> {
  await writeFile(file, content).catch((cause) => {
    throw new SluiceError('bad-request', `${file} cannot be written: ${messageOf(cause)}`, { cause })
  })
}

/** How many tests have ended, in one line that is written over, for a person who waits. */
class Progress {
  readonly #output: Io['stderr']
  #ended = 0

  constructor({ stderr }: Io) {
    this.#output = stderr
  }

  step(): void {
    this.#ended++
    if (this.#output.isTTY) this.#output.write(`\r${this.#ended} tests`)
  }

  clear(): void {
    if (this.#output.isTTY) this.#output.write('\r\u{1b}[K')
  }
}
