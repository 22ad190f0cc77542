import { expect, test } from 'vitest'
import { checkSecret, checkSecretLength, secretWarnings } from './secret-policy.ts'

test.each([
  ['', 1, 'The secret must have 1 to 512 characters'],
  ['x'.repeat(513), 1, 'The secret must have 1 to 512 characters'],
  ['short', 12, 'The secret must have 12 to 512 characters'],
  ['two\nlines', 1, 'The secret must not hold control characters'],
  ['nul\0', 1, 'The secret must not hold control characters'],
])('%j is refused', (secret, minimum, message) => {
  expect(() => checkSecret(secret, minimum)).toThrow(expect.objectContaining({ code: 'bad-request', message }))
})

test.each(['x', 'a b', 'ü', '%:+', 'x'.repeat(512)])('%j is accepted', (secret) => {
  expect(() => checkSecret(secret, 1)).not.toThrow()
})

test.each([
  [15, 1, 16],
  [513, 1, 16],
  [16.5, 1, 16],
  [19, 20, 20],
])('a generated secret of %s characters is refused when %s are needed', (length, minimum, least) => {
  const message = `The length of a generated secret must be a whole number from ${least} to 512`
  expect(() => checkSecretLength(length, minimum)).toThrow(expect.objectContaining({ code: 'bad-request', message }))
})

test.each([
  ['a-long-and_dull.secret~1', []],
  ['short', ['The secret has less than 16 characters: it may be guessed']],
  ['a+long-and-dull-secret', ["The secret holds '+': some clients and servers turn it into a blank"]],
  ['a%long-and-dull-secret', ["The secret holds '%': some servers read it as the start of an escape"]],
  ['a:long-and-dull-secret', ["The secret holds ':': some clients and servers cut credentials at the last colon"]],
  ['a long-and-dull-secret', ['The secret holds a blank: it is lost easily when the secret is copied, and some clients turn it into +']],
  ['a$long-and-dull-secret', ['The secret holds one of " \' \\ ` $: shells and JSON need it escaped']],
  ['a-long-and-dull-secrét', ['The secret holds a letter outside ASCII: clients differ in how they encode it']],
])('warnings for %j', (secret, warnings) => {
  expect(secretWarnings(secret)).toEqual(warnings)
})
