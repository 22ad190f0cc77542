import { expect, test, vi } from 'vitest'
import type { ChangeTopic } from '../store/store.ts'
import { ChangeCache } from './change-cache.ts'

function feed() {
  const listeners: ((topic: ChangeTopic, key: string) => void)[] = []
  const onChange = (listener: (topic: ChangeTopic, key: string) => void) => {
    listeners.push(listener)
    return () => {}
  }
  return { onChange, publish: (topic: ChangeTopic) => listeners.forEach((listener) => void listener(topic, 'key')) }
}

test('loads once, and again after a change of its topics', async () => {
  const { onChange, publish } = feed()
  const load = vi.fn(async (key: string) => `${key} ${load.mock.calls.length}`)
  const cache = new ChangeCache({ onChange }, ['clients'], load)
  expect([await cache.get('a'), await cache.get('a')]).toEqual(['a 1', 'a 1'])
  publish('tokens')
  expect(await cache.get('a')).toBe('a 1')
  publish('clients')
  expect(await cache.get('a')).toBe('a 2')
})

test('does not keep what was being read while it changed', async () => {
  const { onChange, publish } = feed()
  const values = ['old', 'new']
  const cache = new ChangeCache({ onChange }, ['clients'], async () => {
    const value = values.shift()
    if (value === 'old') publish('clients')
    return value
  })
  expect([await cache.get('a'), await cache.get('a'), await cache.get('a')]).toEqual(['old', 'new', 'new'])
})

test('does not keep what is not there', async () => {
  const { onChange } = feed()
  const load = vi.fn(async () => undefined)
  const cache = new ChangeCache({ onChange }, ['clients'], load)
  await cache.get('a')
  await cache.get('a')
  expect(load).toHaveBeenCalledTimes(2)
})
