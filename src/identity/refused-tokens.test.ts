import { expect, test } from 'vitest'
import { ManualClock } from '../kernel/clock.ts'
import type { AuditedAction } from './audit-log.ts'
import { Refusal } from './refusals.ts'
import { RefusedTokens } from './refused-tokens.ts'
import { httpRequest } from './testing/http-request.fixture.ts'

function counting() {
  const clock = new ManualClock()
  const entries: AuditedAction[] = []
  const refused = new RefusedTokens({ clock, audit: { record: (action) => entries.push(action) } })
  const refuse = (times: number, remoteAddress = '192.0.2.7', cause: 'unknown-client' | 'wrong-secret' = 'unknown-client') => {
    for (let index = 0; index < times; index++) {
      refused.record(new Refusal(cause, { clientId: `client-${index}` }), { ...httpRequest({}), remoteAddress })
    }
  }
  return { clock, entries, refused, refuse }
}

const several = (more: number) => ({
  user: 'several clients',
  objectName: 'several clients',
  action: 'refuse',
  details: { cause: 'unknown-client', more, since: '2026-01-01T00:00:00.000Z' },
})

test('a refused token request has an entry that names client and cause', () => {
  const { entries, refuse } = counting()
  refuse(1)
  expect(entries).toMatchObject([
    { user: 'client-0', userType: 'client', action: 'refuse', objectName: 'client-0', details: { cause: 'unknown-client' } },
  ])
})

test('a flood from one source, whatever clients it names, has twenty entries a minute and one for the rest', () => {
  const { clock, entries, refuse } = counting()
  refuse(1000)
  expect(entries).toHaveLength(20)
  clock.advance(60_000)
  refuse(1)
  expect(entries).toHaveLength(22)
  expect(entries[20]).toMatchObject(several(980))
  expect(entries[21]).toMatchObject({ user: 'client-0' })
})

test('other sources and other causes are counted by themselves, a network of IPv6 together', () => {
  const { entries, refuse } = counting()
  refuse(20)
  refuse(20, '192.0.2.8')
  refuse(20, '192.0.2.7', 'wrong-secret')
  expect(entries).toHaveLength(60)
  refuse(20, '2001:db8::1')
  refuse(20, '2001:db8::2')
  expect(entries).toHaveLength(80)
})

test('what was only counted is written down once, at the end', () => {
  const { entries, refused, refuse } = counting()
  refuse(25)
  refuse(3, '192.0.2.8')
  refused.settle()
  refused.settle()
  expect(entries).toHaveLength(24)
  expect(entries[23]).toMatchObject(several(5))
})

test('remembers a bounded number of sources, and loses no count', () => {
  const { entries, refuse } = counting()
  refuse(21, '192.0.2.7')
  for (let index = 0; index < 10_000; index++) refuse(1, `10.0.${index >> 8}.${index & 255}`)
  expect(entries).toHaveLength(10_021)
  expect(entries.filter(({ user }) => user === 'several clients')).toMatchObject([several(1)])
})
