import { expect, test } from 'vitest'
import type { ProcessModel } from '../iflow/model.ts'
import { ManualClock } from '../kernel/clock.ts'
import { absentStores } from './absent-stores.ts'
import type { Services } from './services.ts'
import { Transaction } from './transaction.ts'
import { transactionHandling } from './transaction-handling.ts'

const services = { clock: new ManualClock(), stores: absentStores } as unknown as Services
const read = (properties: Record<string, string>) =>
  transactionHandling({ properties: new Map(Object.entries(properties)) } as unknown as ProcessModel, services)

test.each(['', 'Not Required', 'NotRequired', 'From Calling Process', 'Required JMS'])("'%s' opens no transaction", (handling) => {
  expect(read({ transactionalHandling: handling })).toBeUndefined()
})

test('Required opens one for each run', () => {
  const open = read({ transactionalHandling: 'Required', transactionTimeout: '5' })!
  const [first, second] = [open(), open()]
  expect([first, second]).toEqual([expect.any(Transaction), expect.any(Transaction)])
  expect(first).not.toBe(second)
})

test.each([
  [{ transactionalHandling: 'Sometimes' }, "The value 'Sometimes' is unknown"],
  [{ transactionalHandling: 'Required', transactionTimeout: 'long' }, "The timeout must be 1 to 720 minutes, not 'long'"],
  [{ transactionalHandling: 'Required', transactionTimeout: '721' }, "The timeout must be 1 to 720 minutes, not '721'"],
])('%j is refused', (properties, reason) => {
  expect(() => read(properties as Record<string, string>)).toThrow(
    expect.objectContaining({ construct: 'Transaction Handling', message: reason }),
  )
})
