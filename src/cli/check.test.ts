import { expect, test } from 'vitest'
import { SluiceError } from '../kernel/errors.ts'
import type { CheckedArtifact } from '../runtime/check.ts'
import { runCli } from './cli.fixture.ts'

const problems = [
  { element: 'CallActivity_3', construct: 'Encryptor', reason: 'PGP encryption is not available' },
  { element: 'MessageFlow_8', construct: 'SFTP', reason: 'no such adapter' },
]
const artifacts: CheckedArtifact[] = [
  { id: 'Orders', file: 'flows/Orders.zip', runs: true, problems: [] },
  { id: 'Invoices', file: 'flows/Invoices.zip', runs: false, problems },
]

const check = (argv: string[], result: () => CheckedArtifact[]) =>
  runCli(['check', ...argv], {
    parts: { check: async (paths) => (paths.length === argv.filter((arg) => arg !== '--json').length ? result() : []) },
  })

test('flows that run and what stands in the way of the others', async () => {
  expect(await check(['flows', 'more'], () => artifacts)).toEqual({
    code: 0,
    out: [
      'ARTIFACT  RUNS  ELEMENT         CONSTRUCT  REASON',
      'Orders    yes',
      'Invoices  no    CallActivity_3  Encryptor  PGP encryption is not available',
      '                MessageFlow_8   SFTP       no such adapter',
      '',
      '1 run, 1 do not',
      '',
    ].join('\n'),
    err: '',
  })
})

test('the same as JSON, with totals', async () => {
  expect(JSON.parse((await check(['flows', '--json'], () => artifacts)).out)).toEqual({
    artifacts,
    totals: { artifacts: 2, run: 1, doNotRun: 1 },
  })
})

test('a path without artifacts ends with 1', async () => {
  const nothing = () => {
    throw new SluiceError('bad-request', 'There is no file or folder flows')
  }
  expect(await check(['flows'], nothing)).toEqual({ code: 1, out: '', err: 'sluice: There is no file or folder flows\n' })
})
