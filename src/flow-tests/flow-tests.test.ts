import { afterAll, expect, test } from 'vitest'
import { content, flowFiles, groovy, https } from '../../test/support/flow.ts'
import { writeArchive } from '../iflow/archive.ts'
import { flowTests } from '../main.ts'
import { MemorySource } from './memory-source.ts'
import type { TestResult } from './run/test-result.ts'

const { tests, stop } = flowTests()
afterAll(stop)

const SCRIPT = `import com.sap.gateway.ip.core.customdev.util.Message
Message processData(Message message) {
  def store = com.sap.it.api.ITApiFactory.getService(com.sap.it.api.securestore.SecureStoreService, null)
  sleep(50)
  String user = null
  Thread.start { user = store.getUserCredential('A').username }.join()
  message.setBody(user + ' ' + message.getBody(String))
  message
}`

const artifact = await writeArchive(
  flowFiles({
    id: 'Memory',
    sender: https('/memory'),
    steps: [groovy('a.groovy'), content('<r>${in.body}</r>')],
    resources: { 'script/a.groovy': SCRIPT },
  }),
)

const source = (text: string) => new MemorySource({ name: 'draft', text, artifact })

test('tests in memory run in this process, and tell what came of each as it ends', async () => {
  const told: [string, TestResult['status']][] = []
  const names = Array.from({ length: 8 }, (_, index) => `user${index}`)
  const each = (name: string) =>
    `  - { name: ${name}, tenant: { credentials: { A: { user: ${name}, password: x } } }, request: { body: b }, expect: { body: <r>${name} b</r> } }\n`
  const result = await tests.run(source(`tests:\n${names.map(each).join('')}`), {
    onResult: (file, { status }) => told.push([file, status]),
  })
  expect(result.tests.map(({ name, status, failures }) => ({ name, status, failures }))).toEqual(
    names.map((name) => ({ name, status: 'passed', failures: [] })),
  )
  expect(told).toEqual(names.map(() => ['draft', 'passed']))
})

test('a script of the artifact alone', async () => {
  const text = `tests: [{ name: alone, script: script/a.groovy, tenant: { credentials: { A: { user: u, password: x } } }, expect: { body: { text: 'u ' } } }]`
  expect((await tests.run(source(text))).tests).toMatchObject([{ name: 'alone', status: 'passed' }])
})

test('files are not there, and a text that cannot be read is a problem', async () => {
  const { tests: results } = await tests.run(
    source('tests: [{ name: file, message: { body: { file: a.xml } } }, { name: other, script: b.js }]'),
  )
  expect(results.map(({ failures }) => failures.map(({ message }) => message))).toEqual([
    ['There is no file a.xml: the test is no file itself, so write the content into it'],
    ['The artifact has no file b.js'],
  ])
  expect(await tests.run(source('tests: 1'))).toEqual({
    file: 'draft',
    problem: 'draft:1: tests: Invalid input: expected array, received number',
    tests: [],
  })
})
