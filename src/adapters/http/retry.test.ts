import { describe, expect, it } from 'vitest'
import { Headers } from '../../engine/headers.ts'
import { ConnectionFailure } from './connection-failure.ts'
import { NO_RETRY, parseStatuses, type RetryPolicy, withRetries } from './retry.ts'

const answer = (status: number, headers: [string, string][] = []) => ({
  status,
  statusText: '',
  headers: new Headers(headers),
  body: new Uint8Array(),
})
const refused = new ConnectionFailure('java.net.ConnectException', 'Connection refused')

/** Sends these results one after the other; tells what came of it and the pauses between attempts. */
async function run(policy: RetryPolicy, ...results: (ReturnType<typeof answer> | Error)[]) {
  const pauses: number[] = []
  const send = async () => {
    const result = results[pauses.length]!
    if (result instanceof Error) throw result
    return result
  }
  const pause = async (milliseconds: number) => void pauses.push(milliseconds)
  const outcome = await withRetries(policy, send, pause).then(
    ({ status }) => status,
    (failure: Error) => failure.message,
  )
  return [outcome, pauses]
}

const twice = { iterations: 2, interval: 5000, statuses: new Set([503]) }

describe('retrying', () => {
  it('stops at the first answer that is good enough', async () => {
    expect(await run(twice, answer(503), answer(200))).toEqual([200, [5000]])
    expect(await run(twice, answer(500))).toEqual([500, []])
  })

  it('tries after a connection failure', async () => {
    expect(await run(twice, refused, refused, answer(200))).toEqual([200, [5000, 5000]])
  })

  it('ends with what came last', async () => {
    expect(await run(twice, answer(503), refused, answer(503))).toEqual([503, [5000, 5000]])
    expect(await run(twice, refused, refused, refused)).toEqual(['Connection refused', [5000, 5000]])
  })

  it('passes other failures on at once', async () => {
    expect(await run(twice, new Error('no credential'))).toEqual(['no credential', []])
  })

  it('sends once without a policy', async () => {
    expect(await run(NO_RETRY, answer(503))).toEqual([503, []])
    expect(await run(NO_RETRY, refused)).toEqual(['Connection refused', []])
  })

  it.each([
    ['12', 12_000],
    ['2', 5000],
    ['86400', 600_000],
    ['Fri, 31 Dec 2099 23:59:59 GMT', 5000],
  ])('waits for Retry-After: %s as far as it is longer, in seconds and sensible', async (value, wait) => {
    expect(await run(twice, answer(503, [['retry-after', value]]), answer(200))).toEqual([200, [wait]])
  })
})

describe('httpErrorResponseCodes', () => {
  it.each([
    ['', []],
    ['500', [500]],
    ['400,404, 503', [400, 404, 503]],
  ])('%j', (list, statuses) => {
    expect([...parseStatuses(list)]).toEqual(statuses)
  })

  it('refuses what is no status', () => {
    expect(() => parseStatuses('500,5*')).toThrow("httpErrorResponseCodes must list HTTP status codes, not '5*'")
  })
})
