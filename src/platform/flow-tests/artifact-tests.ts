import type { FlowTests } from '../../flow-tests/flow-tests.ts'
import { TEST_FILE_ENDING } from '../../flow-tests/folder-source.ts'
import { readTestFile } from '../../flow-tests/format/read-test-file.ts'
import { MemorySource } from '../../flow-tests/memory-source.ts'
import type { RecordedTest } from '../../flow-tests/record/record-test.ts'
import { totalsOf } from '../../flow-tests/report/totals.ts'
import type { TestFileResult } from '../../flow-tests/run/test-result.ts'
import type { Clock } from '../../kernel/clock.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { StoredFlowTest } from '../../store/flow-tests.ts'
import type { Store } from '../../store/store.ts'
import { recordedDraft } from './recorded-draft.ts'
import { testTemplate } from './test-template.ts'

export interface ArtifactTestsOptions {
  readonly store: Pick<Store, 'design' | 'flowTests' | 'messageLogs' | 'runs' | 'runtimeArtifacts'>
  readonly tests: Pick<FlowTests, 'run'>
  readonly clock: Clock
  /** Milliseconds that the tests of one call may take. */
  readonly timeLimit?: number
}

/** A test as somebody writes it. */
export interface WrittenTest {
  readonly name: string
  readonly text: string
}

export interface NamedResult {
  readonly test: string
  readonly result: TestFileResult
}

/** Names that are names of files everywhere. */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_ .-]{0,99}(?<![ .])$/u

const TIME_LIMIT = 60_000

/** Tests that are kept with design-time artifacts, and run against what is designed. */
export class ArtifactTests {
  readonly #options: ArtifactTestsOptions

  constructor(options: ArtifactTestsOptions) {
    this.#options = options
  }

  /** By name. Throws `not-found` for the artifact. */
  async list(artifactId: string): Promise<StoredFlowTest[]> {
    await this.#content(artifactId)
    return this.#options.store.flowTests.list(artifactId)
  }

  /** Throws `not-found`. */
  async read(artifactId: string, name: string): Promise<StoredFlowTest> {
    const test = await this.#options.store.flowTests.find(artifactId, name)
    if (test === undefined) throw new SluiceError('not-found', `${artifactId} has no test ${name}`)
    return test
  }

  /** Throws `bad-request` for what is no test file, `conflict`, and `not-found` for the artifact. */
  async create(artifactId: string, { name, text }: WrittenTest, user: string): Promise<StoredFlowTest> {
    if (!NAME.test(name)) {
      throw new SluiceError('bad-request', `The name '${name}' is none: letters, digits, blanks, and _ . - between them, 100 at most`)
    }
    readTestFile(text, fileOf(name))
    const test = { artifactId, name, text, modifiedBy: user, modifiedAt: this.#options.clock.now(), lastRun: null }
    await this.#options.store.flowTests.create(test)
    return test
  }

  /** Gives a test another text. Throws `bad-request` for what is no test file, and `not-found`. */
  async update(artifactId: string, { name, text }: WrittenTest, user: string): Promise<StoredFlowTest> {
    const current = await this.read(artifactId, name)
    readTestFile(text, fileOf(name))
    const lastRun = current.text === text ? current.lastRun : null
    const test = { ...current, text, modifiedBy: user, modifiedAt: this.#options.clock.now(), lastRun }
    await this.#options.store.flowTests.update(test)
    return test
  }

  /** Throws `not-found`. */
  async delete(artifactId: string, name: string): Promise<void> {
    await this.read(artifactId, name)
    await this.#options.store.flowTests.delete(artifactId, name)
  }

  /** Runs all tests of the artifact, the one with the name, or a text that need not be that of a test. Throws `not-found`. */
  async run(artifactId: string, { name, text }: Partial<WrittenTest> = {}): Promise<NamedResult[]> {
    const content = await this.#content(artifactId)
    const written = text === undefined ? await this.#wanted(artifactId, name) : [{ name: name ?? 'test', text }]
    return this.#inTime((signal) =>
      Promise.all(
        written.map(async (test) => {
          const result = await this.#options.tests.run(this.#source(test, content), { signal })
          await this.#keep({ ...test, artifactId }, result)
          return { test: test.name, result }
        }),
      ),
    )
  }

  /** The text of a new test: from a traced message of the flow, else one to fill in. Throws `not-found`, and `bad-request` for a message of another flow. */
  async draft(artifactId: string, messageGuid?: string): Promise<RecordedTest> {
    const content = await this.#content(artifactId)
    if (messageGuid !== undefined) return recordedDraft(this.#options.store, { artifactId, content, messageGuid })
    return { text: await testTemplate(content), gaps: [] }
  }

  async #content(artifactId: string): Promise<Uint8Array> {
    const content = await this.#options.store.design.content(artifactId)
    if (content === undefined) throw new SluiceError('not-found', `There is no artifact ${artifactId}`)
    return content
  }

  async #wanted(artifactId: string, name: string | undefined): Promise<readonly WrittenTest[]> {
    return name === undefined ? this.#options.store.flowTests.list(artifactId) : [await this.read(artifactId, name)]
  }

  #source({ name, text }: WrittenTest, artifact: Uint8Array): MemorySource {
    const own = ownArtifact(text)
    const other = async (path: string) => (path === own ? artifact : this.#options.store.design.content(idIn(path)))
    return new MemorySource({ name: fileOf(name), text, artifact, other })
  }

  async #keep(test: WrittenTest & { readonly artifactId: string }, result: TestFileResult): Promise<void> {
    const { passed, failed, skipped, broken } = totalsOf([result])
    await this.#options.store.flowTests.putLastRun(test, { time: this.#options.clock.now(), passed, failed: failed + broken, skipped })
  }

  /** Ends the work when its time is over. */
  async #inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { timeLimit = TIME_LIMIT } = this.#options
    const over = new AbortController()
    const reason = new SluiceError('processing-failed', `did not end in time: all tests of a run have ${timeLimit / 1000} seconds`)
    const timer = setTimeout(() => over.abort(reason), timeLimit)
    try {
      return await work(over.signal)
    } finally {
      clearTimeout(timer)
    }
  }
}

const fileOf = (name: string): string => name + TEST_FILE_ENDING

/** What a file says where its artifact lies: here, it is the one that the test belongs to. */
function ownArtifact(text: string): string | undefined {
  try {
    return readTestFile(text, '').content.artifact
  } catch {
    // Running it tells what is wrong.
    return undefined
  }
}

/** The artifact that a path on disk leads to: `../scripts/Prices.zip` → `Prices`. */
const idIn = (path: string): string =>
  path
    .replace(/\/$/, '')
    .replace(/^.*\//, '')
    .replace(/\.zip$/, '')
