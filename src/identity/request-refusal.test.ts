import { expect, test } from 'vitest'
import { SluiceError } from '../kernel/errors.ts'
import { describeCause, Refusal } from './refusals.ts'
import { refusalOf } from './request-refusal.ts'

const request = { path: '/api/v1/Things', method: 'PATCH' }

test('a refusal stays what it is', () => {
  const refusal = new Refusal('role-missing')
  expect(refusalOf(refusal, request)).toBe(refusal)
})

test.each([
  ['method-not-allowed', 'method-not-offered', 405],
  ['too-large', 'request-too-large', 413],
  ['unsupported-media-type', 'media-type-not-read', 415],
] as const)('%s has the cause %s and keeps its text', (code, cause, status) => {
  const refusal = refusalOf(new SluiceError(code, 'Not so'), request)
  expect(refusal).toMatchObject({ reason: cause, status, message: 'Not so', facts: { resource: '/api/v1/Things', method: 'PATCH' } })
  expect(describeCause(cause, refusal!.facts).happened).toBe('Not so.')
})

test('other errors deny nothing', () => {
  for (const code of ['bad-request', 'not-found', 'conflict', 'internal'] as const) {
    expect(refusalOf(new SluiceError(code, 'x'), request)).toBeUndefined()
  }
})
