import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseXmlDocument } from 'slimdom'
import { expect, test } from 'vitest'
import { content, https } from '../support/flow.ts'
import { useBench } from './bench.ts'

const bench = useBench()

bench.putFlow('flows/echo', { id: 'Echo', sender: https('/echo'), steps: [content('${in.body}')] })
const GOOD = bench.put(
  'flows/echo.test.yaml',
  'tests:\n  - { name: Says a, message: { body: a }, expect: { body: a } }\n  - { name: Says b, skip: "not \u0001 <yet>" }\n',
)
const BAD = bench.put(
  'flows/deep/bad.test.yaml',
  'artifact: ../echo\ntests:\n  - { name: Says <c>, message: { body: "c\\n\u0007" }, expect: { body: d } }\n',
)
const BROKEN = bench.put('broken/broken.test.yaml', 'tests: 5\n')

test('all files at or below the paths run; each exit code', async () => {
  const good = await bench.cli('test', GOOD)
  expect({ code: good.code, err: good.err }).toEqual({ code: 0, err: '' })
  expect((await bench.cli('test', join(bench.folder, 'flows'))).err).toBe('sluice: 1 passed, 1 failed, 1 skipped\n')
  expect(await bench.cli('test', join(bench.folder, 'broken'))).toMatchObject({ code: 1, err: 'sluice: 0 passed, 1 file cannot be read\n' })
  const none = join(bench.folder, 'flows/echo/META-INF')
  expect(await bench.cli('test', none)).toEqual({ code: 2, out: '', err: `sluice: There is no *.test.yaml at or below ${none}\n` })
  expect(await bench.cli('test', join(bench.folder, 'none'))).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^sluice: There is no file or folder /),
  })
  expect(await bench.cli('test', join(none, 'MANIFEST.MF'))).toMatchObject({
    code: 1,
    err: expect.stringContaining('must end with .test.yaml'),
  })
})

test('--filter takes tests by their names', async () => {
  const finished = await bench.cli('test', join(bench.folder, 'flows'), '--filter', 'SAYS A')
  expect(finished.out).toMatch(/^\S+echo\.test\.yaml\n {2}✓ Says a \(\d+ ms\)\n\n1 passed in \d+ ms\n$/)
  expect(await bench.cli('test', GOOD, '--filter', 'none')).toMatchObject({ code: 2, err: 'sluice: No test has none in its name\n' })
})

test('--json has everything', async () => {
  const finished = await bench.cli('test', join(bench.folder, 'flows'), '--json')
  const milliseconds = expect.any(Number)
  expect(JSON.parse(finished.out)).toEqual({
    files: [
      {
        file: expect.stringContaining('bad.test.yaml'),
        tests: [
          {
            ...{ name: 'Says <c>', line: 3, status: 'failed', milliseconds },
            failures: [{ what: 'body', message: 'differs', diff: '- d\n+ c\n+ \u0007', field: ['expect', 'body'], line: 3 }],
            steps: [
              { element: 'Start', activity: 'Start Message', status: 'COMPLETED', error: '' },
              { element: 'Enricher Step_1', activity: 'Content Modifier', status: 'COMPLETED', error: '' },
              { element: 'End', activity: 'End Message', status: 'COMPLETED', error: '' },
            ],
          },
        ],
      },
      {
        file: expect.stringContaining('echo.test.yaml'),
        tests: [
          { name: 'Says a', line: 2, status: 'passed', milliseconds, failures: [], steps: [] },
          { name: 'Says b', line: 3, status: 'skipped', reason: 'not \u0001 <yet>', milliseconds: 0, failures: [], steps: [] },
        ],
      },
    ],
    totals: { passed: 1, failed: 1, skipped: 1, broken: 0 },
    milliseconds,
  })
})

test('--junit writes XML that CI servers read', async () => {
  const report = join(bench.folder, 'report.xml')
  await bench.cli('test', bench.folder, '--junit', report)
  const document = parseXmlDocument(readFileSync(report, 'utf8'))
  const suites = document.getElementsByTagName('testsuite')
  const counts = suites.map((suite) => ['tests', 'failures', 'errors', 'skipped'].map((name) => Number(suite.getAttribute(name))))
  expect(counts).toEqual([
    [1, 0, 1, 0],
    [1, 1, 0, 0],
    [2, 0, 0, 1],
  ])
  const cases = document.getElementsByTagName('testcase').map((each) => [each.getAttribute('name'), each.children[0]?.localName])
  expect(cases).toEqual([
    [expect.stringContaining('broken.test.yaml'), 'error'],
    ['Says <c>', 'failure'],
    ['Says a', undefined],
    ['Says b', 'skipped'],
  ])
  const [failure] = document.getElementsByTagName('failure')
  expect(failure!.getAttribute('message')).toBe('body: differs')
  expect(failure!.textContent).toContain('- d\n  + c\n  + \ufffd')
  expect(document.getElementsByTagName('skipped')[0]!.getAttribute('message')).toBe('not \ufffd <yet>')
  expect(await bench.cli('test', GOOD, '--junit', join(bench.folder, 'no/such/report.xml'))).toMatchObject({
    code: 1,
    err: expect.stringContaining('cannot be written'),
  })
})

test('a broken file does not keep the others from running', async () => {
  const { out } = await bench.cli('test', BROKEN, GOOD, BAD)
  expect(out).toContain('broken.test.yaml:1: tests: Invalid input: expected array, received number')
  expect(out).toMatch(/1 passed, 1 failed, 1 skipped, 1 file cannot be read in \d+ ms\n$/)
})

test('--watch runs again when a test or a flow changes, until it is told to stop', async () => {
  const file = bench.put(
    'watched/echo.test.yaml',
    'artifact: ../flows/echo\ntests: [{ name: changes, message: { body: a }, expect: { body: b } }]\n',
  )
  const sluice = fileURLToPath(new URL('../../bin/sluice.js', import.meta.url))
  const child = spawn(process.execPath, [sluice, 'test', file, '--watch'])
  let out = ''
  const waitings: { readonly text: string; readonly found: () => void }[] = []
  const collect = (chunk: Buffer) => {
    out += chunk
    for (const { text, found } of waitings) if (out.includes(text)) found()
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const told = (text: string) => new Promise<void>((found) => (out.includes(text) ? found() : waitings.push({ text, found })))
  await told('0 passed, 1 failed')
  await told('Waiting for a change')
  writeFileSync(file, readFileSync(file, 'utf8').replace('body: b', 'body: a'))
  await told('1 passed in')
  const iflw = join(bench.folder, 'flows/echo/src/main/resources/scenarioflows/integrationflow/Echo.iflw')
  writeFileSync(iflw, readFileSync(iflw, 'utf8').replace('${in.body}', 'other'))
  await told('body: is "other", expected "a"')
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)))
  child.kill('SIGINT')
  expect(await ended).toBe(0)
}, 60_000)
