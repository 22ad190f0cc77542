import { beforeEach, expect, test } from 'vitest'
import type { AuditedAction } from '../../identity/audit-log.ts'
import type { Logger } from '../../kernel/logger.ts'
import { openPlatform } from '../platform.fixture.ts'
import { AutomaticRotation } from './automatic-rotation.ts'
import { DAY, LONGEST_TOKEN, PUBLISHED_BEFORE_USE, stateOf } from './key-state.ts'

let platform: Awaited<ReturnType<typeof openPlatform>>
let id: string
let lines: string[]
let audited: AuditedAction[]
beforeEach(async () => {
  platform = await openPlatform()
  id = platform.subaccounts.neo.id
  lines = []
  audited = []
  await platform.signingKeys.add(id, { kid: 'first' })
})

const logger: Logger = { info: (line) => lines.push(line), warn() {}, error: (line) => lines.push(line) }
const automatic = (days: number) => {
  const { signingKeys: rotation, subaccounts, clock } = platform
  return new AutomaticRotation({ rotation, subaccounts, clock, logger, audit: { record: (event) => audited.push(event) }, days })
}
const states = async () => (await platform.signingKeys.list(id)).map(stateOf)

test('a due key is replaced with overlap: published, used, and deleted when its last token has ended', async () => {
  const rotation = automatic(30)
  platform.clock.advance(30 * DAY - 1)
  await rotation.run()
  expect(await states()).toEqual(['active'])
  platform.clock.advance(1)
  await rotation.run()
  expect(await states()).toEqual(['waiting', 'active'])
  platform.clock.advance(PUBLISHED_BEFORE_USE - 1)
  await rotation.run()
  expect(await states()).toEqual(['waiting', 'active'])
  platform.clock.advance(1)
  await rotation.run()
  expect(await states()).toEqual(['active', 'retired'])
  platform.clock.advance(LONGEST_TOKEN - 1)
  await rotation.run()
  expect(await states()).toEqual(['active', 'retired'])
  platform.clock.advance(1)
  await rotation.run()
  expect(await states()).toEqual(['active'])
  expect((await platform.signingKeys.list(id))[0]?.kid).not.toBe('first')
  expect(lines).toEqual(['Signing key rotation: add', 'Signing key rotation: enable', 'Signing key rotation: delete'])
  const event = { user: 'sluice', userType: 'system', objectType: 'signing key', objectName: id }
  expect(audited).toMatchObject([
    { ...event, action: 'create' },
    { ...event, action: 'update', details: { keys: [expect.stringMatching(/ active$/), 'first retired'] } },
    { ...event, action: 'delete' },
  ])
})

test('several processes on one store take each step once', async () => {
  const processes = [automatic(1), automatic(1), automatic(1)]
  for (const [pause, expected] of [
    [DAY, ['waiting', 'active']],
    [PUBLISHED_BEFORE_USE, ['active', 'retired']],
    [LONGEST_TOKEN - PUBLISHED_BEFORE_USE, ['active', 'retired']],
  ] as const) {
    platform.clock.advance(pause)
    await Promise.all(processes.map((process) => process.run()))
    expect(await states()).toEqual(expected)
  }
})

test('a key that an administrator added early is left to the administrator', async () => {
  await platform.signingKeys.add(id)
  platform.clock.advance(10 * DAY)
  await automatic(30).run()
  expect(await states()).toEqual(['waiting', 'active'])
})

test('0 days, a clock that was set back, and a subaccount without keys: nothing happens', async () => {
  platform.clock.advance(1000 * DAY)
  await automatic(0).run()
  platform.clock.advance(-2000 * DAY)
  await automatic(1).run()
  expect(await states()).toEqual(['active'])
  expect(await platform.signingKeys.list(platform.subaccounts.cloudFoundry.id)).toEqual([])
})

test('a store that fails is logged, and nothing is thrown', async () => {
  await platform.store.close()
  await automatic(1).run()
  expect(lines).toEqual(['Signing key rotation failed', 'Signing key rotation failed'])
})
