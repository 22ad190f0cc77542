import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

test('tasks run one after the other in the order in which they came', async () => {
  const turns = new Turns()
  const events: string[] = []
  const task = (name: string, ticks: number) =>
    turns.run(async () => {
      events.push(`${name} begins`)
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve()
      events.push(`${name} ends`)
      return name
    })
  expect(await Promise.all([task('slow', 20), task('fast', 0), task('last', 5)])).toEqual(['slow', 'fast', 'last'])
  expect(events).toEqual(['slow begins', 'slow ends', 'fast begins', 'fast ends', 'last begins', 'last ends'])
})

test('a task that fails ends its turn', async () => {
  const turns = new Turns()
  const failing = turns.run(() => {
    throw new Error('failed')
  })
  const next = turns.run(() => 'next')
  await expect(failing).rejects.toThrow('failed')
  expect(await next).toBe('next')
})
