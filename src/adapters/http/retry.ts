import { setTimeout as sleep } from 'node:timers/promises'
import { SluiceError } from '../../kernel/errors.ts'
import { ConnectionFailure } from './connection-failure.ts'
import type { OutboundResponse } from './outbound.ts'

/** How often a failed request is sent again. */
export interface RetryPolicy {
  /** Further attempts after the first; 0 for none. */
  readonly iterations: number
  /** Milliseconds between attempts. */
  readonly interval: number
  /** Statuses that are worth another attempt. */
  readonly statuses: ReadonlySet<number>
}

export const NO_RETRY: RetryPolicy = { iterations: 0, interval: 0, statuses: new Set() }

/** A server cannot hold a message longer than this, milliseconds. */
const LONGEST_PAUSE = 10 * 60_000

/**
 * Sends until there is an answer that needs no other attempt, and returns or throws what the last attempt gave. Connection
 * failures and the policy's statuses are tried again. `Retry-After` in seconds prolongs the pause; as a date it is ignored.
 */
export async function withRetries(
  policy: RetryPolicy,
  send: () => Promise<OutboundResponse>,
  pause: (milliseconds: number) => Promise<unknown> = sleep,
): Promise<OutboundResponse> {
  for (let left = policy.iterations; left > 0; left--) {
    const response = await send().catch(connectionFailed)
    if (response && !policy.statuses.has(response.status)) return response
    await pause(Math.max(policy.interval, response ? retryAfter(response) : 0))
  }
  return send()
}

function connectionFailed(failure: unknown): undefined {
  if (!(failure instanceof ConnectionFailure)) throw failure
}

function retryAfter({ headers }: OutboundResponse): number {
  const value = String(headers.get('retry-after') ?? '').trim()
  return /^\d+$/.test(value) ? Math.min(Number(value) * 1000, LONGEST_PAUSE) : 0
}

/** Reads a list such as `500,502,503`. Throws `deploy-failed` with the entry that is no HTTP status. */
export function parseStatuses(list: string): ReadonlySet<number> {
  const items = list.split(/[\s,;|]+/).filter((item) => item !== '')
  const wrong = items.find((item) => !/^[1-5]\d\d$/.test(item))
  if (wrong !== undefined) throw new SluiceError('deploy-failed', `httpErrorResponseCodes must list HTTP status codes, not '${wrong}'`)
  return new Set(items.map(Number))
}
