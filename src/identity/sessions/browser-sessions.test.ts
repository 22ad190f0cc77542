import { beforeEach, expect, test } from 'vitest'
import { ManualClock } from '../../kernel/clock.ts'
import { BrowserSessions } from './browser-sessions.ts'

const HOUR = 3_600_000

let clock: ManualClock
let sessions: BrowserSessions
beforeEach(() => {
  clock = new ManualClock()
  sessions = new BrowserSessions({ clock })
})

test('a session is found by its id, and no two are alike', () => {
  const first = sessions.open()
  const second = sessions.open()
  expect(sessions.use(first.id)).toEqual(first.session)
  expect(new Set([first.id, second.id, first.session.csrfToken, second.session.csrfToken]).size).toBe(4)
  expect(sessions.use(first.session.csrfToken)).toBeUndefined()
})

test('it ends two hours after its last use', () => {
  const { id, session } = sessions.open()
  expect(session.expiresAt).toBe(clock.now() + 2 * HOUR)
  clock.advance(2 * HOUR - 1)
  expect(sessions.use(id)?.expiresAt).toBe(clock.now() + 2 * HOUR)
  clock.advance(2 * HOUR)
  expect(sessions.use(id)).toBeUndefined()
})

test('it ends after twelve hours however busy it was', () => {
  const { id } = sessions.open()
  const start = clock.now()
  for (let hour = 1; hour < 12; hour++) {
    clock.advance(HOUR)
    expect(sessions.use(id)?.expiresAt).toBe(Math.min(clock.now() + 2 * HOUR, start + 12 * HOUR))
  }
  clock.advance(HOUR)
  expect(sessions.use(id)).toBeUndefined()
})

test('closing ends one session only', () => {
  const [first, second] = [sessions.open(), sessions.open()]
  sessions.close(first.id)
  expect([sessions.use(first.id), sessions.use(second.id)]).toEqual([undefined, second.session])
})

test('what is remembered is bounded: the one that was used longest ago goes', () => {
  const first = sessions.open()
  const second = sessions.open()
  sessions.use(first.id)
  for (let count = 2; count <= 1000; count++) sessions.open()
  expect([sessions.use(first.id), sessions.use(second.id)]).toEqual([first.session, undefined])
})
