import { expect, test } from 'vitest'
import { giveWay } from './give-way.ts'

test('work that waits for nothing lets a timer in between', async () => {
  let fired = false
  setTimeout(() => {
    fired = true
  }, 0)
  const end = performance.now() + 2000
  while (!fired && performance.now() < end) {
    await undefined
    const turn = giveWay()
    if (turn) await turn
  }
  expect(fired).toBe(true)
})

test('most steps do not wait', async () => {
  await giveWay()
  expect(giveWay()).toBeUndefined()
})
