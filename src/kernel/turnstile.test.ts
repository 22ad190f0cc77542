import { expect, test } from 'vitest'
import { Turnstile } from './turnstile.ts'

function gate() {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

test('lets as many work as there are slots, and says when no place is left', async () => {
  const turnstile = new Turnstile({ slots: 1, places: 1 })
  const [first, second] = [gate(), gate()]
  const order: string[] = []
  const work = (name: string, until: Promise<void>) => async () => {
    order.push(`${name} begins`)
    await until
    order.push(`${name} ends`)
  }
  const one = turnstile.pass(work('one', first.opened))
  expect(turnstile.full).toBe(false)
  const two = turnstile.pass(work('two', second.opened))
  expect(turnstile.full).toBe(true)
  second.open()
  first.open()
  await Promise.all([one, two])
  expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends'])
  expect(turnstile.full).toBe(false)
})

test('a failure frees its slot', async () => {
  const turnstile = new Turnstile({ slots: 1, places: 0 })
  await expect(turnstile.pass(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(turnstile.full).toBe(false)
  expect(await turnstile.pass(async () => 1)).toBe(1)
})
