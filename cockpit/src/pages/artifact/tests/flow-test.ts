import { type AdminAnswer, admin } from '../../../api/admin.ts'
import { type Entity, list, literal } from '../../../api/odata.ts'
import { saveFile } from '../../../components/files/save-file.ts'

/** A test of an artifact, without its text. */
export type FlowTest = AdminAnswer<'GET /artifacts/{artifact}/tests'>[number]
/** What came of the tests of one text. */
export type TestRun = AdminAnswer<'POST /artifacts/{artifact}/test-runs'>[number]
export type TestResult = TestRun['results'][number]
export type Failure = TestResult['failures'][number]

export const testsOf = (artifact: string): Promise<readonly FlowTest[]> =>
  admin('GET /artifacts/{artifact}/tests', { params: { artifact } })

export const textOf = async (artifact: string, test: string): Promise<string> =>
  (await admin('GET /artifacts/{artifact}/tests/{test}', { params: { artifact, test } })).text

export const createTest = (artifact: string, name: string, text: string): Promise<unknown> =>
  admin('POST /artifacts/{artifact}/tests', { params: { artifact }, body: { name, text } })

export const saveTest = (artifact: string, test: string, text: string): Promise<unknown> =>
  admin('PUT /artifacts/{artifact}/tests/{test}', { params: { artifact, test }, body: { text } })

export const deleteTest = (artifact: string, test: string): Promise<unknown> =>
  admin('DELETE /artifacts/{artifact}/tests/{test}', { params: { artifact, test } })

/** @param message id of a traced one; without it the text is one to fill in */
export const draftOf = async (artifact: string, message: string): Promise<string> =>
  (await admin('GET /artifacts/{artifact}/test-draft', { params: { artifact }, query: { message } })).text

/** Runs a test, with another text than its own when that is given. */
export async function runTest(artifact: string, name: string, text?: string): Promise<TestRun> {
  const [run] = await admin('POST /artifacts/{artifact}/test-runs', {
    params: { artifact },
    body: { name, ...(text !== undefined && { text }) },
  })
  return run!
}

/** As many traced messages as anybody looks through. */
const MOST_MESSAGES = 50

/** The latest messages of a flow that were traced. */
export async function tracedMessages(flow: string): Promise<readonly Entity<'MessageProcessingLogs'>[]> {
  const filter = `IntegrationArtifact/Id eq ${literal(flow)} and LogLevel eq 'TRACE'`
  return (await list('MessageProcessingLogs', { filter, orderby: 'LogStart desc', top: MOST_MESSAGES })).results
}

const ENDING = '.test.yaml'

/** The name that a test file gives its test. */
export const nameIn = (file: string): string => file.replace(/(\.test)?\.ya?ml$/i, '')

export const download = (name: string, text: string): void => saveFile(new Blob([text], { type: 'application/yaml' }), name + ENDING)

export const isGood = ({ problem, results }: TestRun): boolean => problem === null && results.every(({ status }) => status !== 'failed')
