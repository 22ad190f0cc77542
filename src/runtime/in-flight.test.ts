import { expect, test } from 'vitest'
import { InFlight } from './in-flight.ts'

test('idle waits for everything that is tracked, failed or not', async () => {
  const inFlight = new InFlight()
  await inFlight.idle()
  let finish = () => {}
  const work = inFlight.track(() => new Promise<void>((resolve) => (finish = resolve)))
  const failing = inFlight.track(() => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(inFlight.count).toBe(1)
  let idle = false
  const waiting = inFlight.idle().then(() => (idle = true))
  expect(idle).toBe(false)
  finish()
  await Promise.all([work, waiting])
  expect(inFlight.count).toBe(0)
})
