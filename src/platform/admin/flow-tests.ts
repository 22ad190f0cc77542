import { z } from 'zod'
import type { LocatedFailure, TestResult } from '../../flow-tests/run/test-result.ts'
import type { StoredFlowTest } from '../../store/flow-tests.ts'
import type { ArtifactTests, NamedResult } from '../flow-tests/artifact-tests.ts'
import { moment, toMoment } from './fields.ts'
import { type Route, route } from './route.ts'

const lastRunView = z.strictObject({ time: moment, passed: z.int(), failed: z.int(), skipped: z.int() })

const testEntry = z.strictObject({ name: z.string(), modifiedBy: z.string(), modifiedAt: moment, lastRun: lastRunView.nullable() })

const testView = testEntry.extend({ text: z.string() })

const failureView = z.strictObject({
  what: z.string(),
  message: z.string(),
  /** Lines that begin with `-` (expected), `+` (found) or a blank (both). */
  diff: z.string().nullable(),
  /** In the text of the test. */
  line: z.int(),
})

const resultView = z.strictObject({
  name: z.string(),
  line: z.int(),
  status: z.enum(['passed', 'failed', 'skipped']),
  reason: z.string().nullable(),
  milliseconds: z.int(),
  failures: z.array(failureView),
  /** What the message of a failed test went through, the latest of it. */
  steps: z.array(z.strictObject({ element: z.string(), activity: z.string(), status: z.string(), error: z.string() })),
})

const runView = z.array(
  z.strictObject({
    test: z.string(),
    /** Why the text cannot be read; then none of its tests was run. */
    problem: z.string().nullable(),
    results: z.array(resultView),
  }),
)

/** Characters of a test. */
const text = z.string().max(500_000)

/** Characters of one text of a result, and steps; the rest is of no use to a reader. */
const LONGEST = 20_000
const MOST_STEPS = 100

export function flowTestRoutes(tests: ArtifactTests): Route[] {
  return [
    route({
      method: 'GET',
      path: '/artifacts/{artifact}/tests',
      summary: 'The tests of a design-time artifact, with how they went when they were last run',
      answer: z.array(testEntry),
      handle: async ({ params }) => (await tests.list(params.artifact)).map(viewEntry),
    }),
    route({
      method: 'POST',
      path: '/artifacts/{artifact}/tests',
      summary: 'Add a test to a design-time artifact: the text of a test file',
      body: z.strictObject({ name: z.string(), text }),
      answer: testView,
      status: 201,
      handle: async ({ params, body, user }) => view(await tests.create(params.artifact, body, user)),
    }),
    route({
      method: 'GET',
      path: '/artifacts/{artifact}/tests/{test}',
      summary: 'One test with its text',
      answer: testView,
      handle: async ({ params }) => view(await tests.read(params.artifact, params.test)),
    }),
    route({
      method: 'PUT',
      path: '/artifacts/{artifact}/tests/{test}',
      summary: 'Give a test another text',
      body: z.strictObject({ text }),
      answer: testView,
      handle: async ({ params, body, user }) => view(await tests.update(params.artifact, { name: params.test, ...body }, user)),
    }),
    route({
      method: 'DELETE',
      path: '/artifacts/{artifact}/tests/{test}',
      summary: 'Delete a test',
      handle: ({ params }) => tests.delete(params.artifact, params.test),
    }),
    route({
      method: 'GET',
      path: '/artifacts/{artifact}/test-draft',
      summary: 'The text of a new test, which is not kept: of a traced message of the flow, or one to fill in',
      query: z.strictObject({ message: z.string().optional() }),
      answer: z.strictObject({ text: z.string(), gaps: z.array(z.string()) }),
      async handle({ params, query }) {
        const draft = await tests.draft(params.artifact, query.message)
        return { text: draft.text, gaps: [...draft.gaps] }
      },
    }),
    route({
      method: 'POST',
      path: '/artifacts/{artifact}/test-runs',
      summary:
        'Run tests against the design-time artifact, without its receivers: all of them, the one with the name, or a text that is not kept',
      body: z.strictObject({ name: z.string().optional(), text: text.optional() }),
      answer: runView,
      audited: false,
      handle: async ({ params, body }) => (await tests.run(params.artifact, body)).map(viewRun),
    }),
  ]
}

const viewEntry = ({ name, modifiedBy, modifiedAt, lastRun }: StoredFlowTest): z.output<typeof testEntry> => ({
  name,
  modifiedBy,
  modifiedAt: toMoment(modifiedAt),
  lastRun: lastRun && { ...lastRun, time: toMoment(lastRun.time) },
})

const view = (test: StoredFlowTest): z.output<typeof testView> => ({ ...viewEntry(test), text: test.text })

const viewRun = ({ test, result }: NamedResult): z.output<typeof runView>[number] => ({
  test,
  problem: result.problem ?? null,
  results: result.tests.map(viewResult),
})

const viewResult = ({ reason, failures, steps, ...result }: TestResult): z.output<typeof resultView> => ({
  ...result,
  reason: reason ?? null,
  failures: failures.map(viewFailure),
  steps: steps.slice(-MOST_STEPS).map((step) => ({ ...step, error: shortened(step.error) })),
})

const viewFailure = ({ what, message, diff, line }: LocatedFailure): z.output<typeof failureView> => ({
  what,
  message: shortened(message),
  diff: diff === undefined ? null : shortened(diff),
  line,
})

const shortened = (long: string): string => (long.length <= LONGEST ? long : `${long.slice(0, LONGEST)}…`)
