import { expect, test } from 'vitest'
import { currentSecret } from './current-secret.ts'
import { newSecret } from './new-secret.ts'
import { isCurrent, revocationSignature } from './revocation-signature.ts'

const secret = (id: string, promotedAt: number | null, keyId: string | null = null) =>
  newSecret({ id, clientId: 'orders', kind: 'generated', hash: `hash of ${id}`, keyId, createdAt: 1, promotedAt })

test.each([
  ['promoted last', [secret('a', 5), secret('b', 9), secret('c', 7)], 'b'],
  ['promoted at all', [secret('a', 0), secret('b', null)], 'a'],
  ['later of two at once', [secret('a', 5), secret('b', 5)], 'b'],
  ['only one', [secret('a', null)], 'a'],
])('the current secret is the one %s', (_, secrets, id) => {
  expect(currentSecret(secrets)?.id).toBe(id)
})

test('no secrets, no current one', () => {
  expect(currentSecret([])).toBeUndefined()
  expect(revocationSignature([])).toBeUndefined()
})

test('a token is tied to the current secret of the key that was presented', () => {
  const [old, current, waiting, other] = [secret('a', 1, 'k'), secret('b', 2, 'k'), secret('c', null, 'k'), secret('d', 9, 'j')]
  const all = [old, current, waiting, other]
  const signatures = [old, current, waiting].map((presented) => revocationSignature(all, presented))
  expect(new Set(signatures).size).toBe(1)
  expect(isCurrent(signatures[0]!, [current])).toBe(true)
  expect(isCurrent(signatures[0]!, [old, waiting, other])).toBe(false)
  expect(isCurrent(revocationSignature(all, other)!, [other])).toBe(true)
  expect(revocationSignature(all)).toBe(revocationSignature(all, other))
})
