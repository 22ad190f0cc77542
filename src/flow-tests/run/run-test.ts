import { DeployError } from '../../engine/errors.ts'
import { ManualClock, systemClock } from '../../kernel/clock.ts'
import { messageOf, SluiceError } from '../../kernel/errors.ts'
import { expectationFailures } from '../expectations/expectation-failures.ts'
import type { ParsedTestFile } from '../format/read-test-file.ts'
import type { TestFile, TestSketch } from '../format/test-file.ts'
import { type Parts, TestTenant, type TestTenantOptions } from '../tenant/test-tenant.ts'
import type { TestSource } from '../test-source.ts'
import { type Failure, failure } from './failure.ts'
import type { Outcome } from './outcome.ts'
import { runMessage, runRequest } from './run-message.ts'
import { testArtifacts } from './test-artifacts.ts'
import type { PassedStep, TestResult } from './test-result.ts'

export interface RunTestOptions {
  readonly parts: Parts
  /** Ends the test with its reason. */
  readonly signal?: AbortSignal | undefined
}

/** Runs one test of a file; whatever goes wrong is in the result. */
export async function runTest(index: number, file: ParsedTestFile, source: TestSource, options: RunTestOptions): Promise<TestResult> {
  const test = file.content.tests[index]!
  const common = { name: test.name, line: file.lineOf(['tests', index]), failures: [], steps: [] }
  if (test.skip !== undefined) return { ...common, status: 'skipped', reason: test.skip, milliseconds: 0 }
  const start = performance.now()
  const { failures, steps } = await attempt(test, file.content, source, options)
  const milliseconds = Math.round(performance.now() - start)
  if (failures.length === 0) return { ...common, status: 'passed', milliseconds }
  const located = failures.map((each) => ({ ...each, line: file.lineOf(['tests', index, ...each.field]) }))
  return { ...common, status: 'failed', milliseconds, failures: located, steps }
}

interface Attempt {
  readonly failures: readonly Failure[]
  readonly steps: readonly PassedStep[]
}

async function attempt(test: TestSketch, file: TestFile, source: TestSource, { parts, signal }: RunTestOptions): Promise<Attempt> {
  let tenant: TestTenant | undefined
  const cancel = () => tenant?.cancel()
  signal?.addEventListener('abort', cancel)
  try {
    signal?.throwIfAborted()
    tenant = await TestTenant.open(tenantOptions(test, file, source, parts))
    const outcome = await run(tenant, test, file, source)
    signal?.throwIfAborted()
    const failures = await expectationFailures(test.expect, outcome, (path) => source.readFile(path))
    return { failures, steps: stepsOf(outcome) }
  } catch (thrown) {
    return { failures: [obstacle(thrown)], steps: [] }
  } finally {
    signal?.removeEventListener('abort', cancel)
    await tenant?.close()
  }
}

function tenantOptions(test: TestSketch, file: TestFile, source: TestSource, parts: Parts): TestTenantOptions {
  const clock = test.clock ?? file.clock
  return {
    parts,
    contents: [file.tenant ?? {}, test.tenant ?? {}],
    stubs: [...(test.stubs ?? []), ...(file.stubs ?? [])],
    clock: clock === undefined ? systemClock : new ManualClock(Date.parse(clock)),
    logLevel: test.logLevel ?? file.logLevel ?? 'INFO',
    readFile: (path) => source.readFile(path),
  }
}

async function run(tenant: TestTenant, test: TestSketch, file: TestFile, source: TestSource): Promise<Outcome> {
  const { subject, others } = await testArtifacts(test, file, source)
  await tenant.deploy(others)
  const [flow] = await tenant.deploy([subject])
  const readFile = (path: string) => source.readFile(path)
  return test.request ? runRequest(tenant, flow!, test.request, readFile) : runMessage(tenant, flow!, test.message ?? {}, readFile)
}

/** What kept the test from running. A defect of Sluice is shown as one. */
function obstacle(thrown: unknown): Failure {
  if (thrown instanceof DeployError) return failure('deployment', [], `the flow cannot run:\n${thrown.message}`)
  if (thrown instanceof SluiceError) return failure('test', [], thrown.message)
  return failure('test', [], `could not be run: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : messageOf(thrown)}`)
}

const stepsOf = ({ log }: Outcome): PassedStep[] =>
  (log.run?.steps() ?? []).map(({ element, status, error }) => ({
    element: element.name || element.id,
    activity: element.activity,
    status,
    error: error ?? '',
  }))
