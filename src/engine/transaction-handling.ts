import type { ProcessModel } from '../iflow/model.ts'
import { CompileFailure } from './errors.ts'
import type { Services } from './services.ts'
import { Transaction } from './transaction.ts'

/** Opens a transaction for one run of a process; absent when the process has none of its own. */
export type OpenTransaction = () => Transaction

/** Minutes. */
const DEFAULT_TIMEOUT = 30
const LONGEST_TIMEOUT = 12 * 60

/** Values of `transactionalHandling` that open none: there are no transactions over message queues. */
const WITHOUT = ['', 'Not Required', 'NotRequired', 'From Calling Process', 'Required JMS']

/** Reads how a process handles transactions (SAP Help, “Define Transaction Handling”). Throws `CompileFailure`. */
export function transactionHandling({ properties }: ProcessModel, services: Services): OpenTransaction | undefined {
  const handling = properties.get('transactionalHandling')?.trim() ?? ''
  if (WITHOUT.includes(handling)) return undefined
  if (handling !== 'Required') throw new CompileFailure('Transaction Handling', `The value '${handling}' is unknown`)
  const timeoutMinutes = Number(properties.get('transactionTimeout') || DEFAULT_TIMEOUT)
  if (!(timeoutMinutes >= 1 && timeoutMinutes <= LONGEST_TIMEOUT)) {
    throw new CompileFailure(
      'Transaction Handling',
      `The timeout must be 1 to ${LONGEST_TIMEOUT} minutes, not '${properties.get('transactionTimeout')}'`,
    )
  }
  return () => new Transaction({ stores: services.stores, clock: services.clock, timeoutMinutes })
}
