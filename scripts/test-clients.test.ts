import { expect, test } from 'vitest'
import { missingOf, TEST_CLIENTS, type TestClientProgram, whatIsMissing } from './test-clients.ts'

const absent: TestClientProgram = { name: 'Nothing', probe: ['/nowhere/at-all'], debianPackage: 'nothing' }
const failing: TestClientProgram = { name: 'Failing', probe: ['/usr/bin/python3', '-c', 'import no_such_module'], debianPackage: 'failing' }

test('what is installed is not missing, what cannot be run or fails is', () => {
  expect(missingOf([...TEST_CLIENTS, absent, failing])).toEqual([absent, failing])
})

test('what is missing is named with its Debian packages', () => {
  expect(whatIsMissing([absent, failing])).toBe(
    'The tests run real clients, and these are missing: Nothing, Failing. On Debian or Ubuntu: apt-get install nothing failing.',
  )
})
