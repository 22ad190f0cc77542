import type { CallExpectation, Expectations } from '../format/expectations.ts'
import type { FieldPath } from '../format/read-test-file.ts'
import { type Failure, failure } from '../run/failure.ts'
import { describeCall, isNamed, type RecordedCall } from '../tenant/recorded-call.ts'
import { type BodyContext, bodyFailures, failuresOf } from './body-comparison.ts'
import { equalDifference, textDifference } from './text-comparison.ts'
import { headerLines, valueFailures } from './value-comparison.ts'

/** Every expectation about calls that does not hold. */
export async function callFailures(
  expected: Expectations['calls'],
  calls: readonly RecordedCall[],
  context: Pick<BodyContext, 'readFile' | 'exchange'>,
): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const [receiver, wanted] of Object.entries(expected ?? {})) {
    const made = calls.filter((call) => isNamed(call, receiver))
    const field = ['expect', 'calls', receiver]
    const count = typeof wanted === 'number' ? wanted : wanted.length
    if (made.length !== count) failures.push(failure(`calls of ${receiver}`, field, countMessage(count, made, calls)))
    if (typeof wanted === 'number') continue
    for (const [index, call] of made.slice(0, count).entries()) {
      const of = { ...context, what: `call ${index + 1} of ${receiver}`, field: [...field, index] }
      failures.push(...(await oneCallFailures(wanted[index]!, call, of)))
    }
  }
  return failures
}

function countMessage(count: number, made: readonly RecordedCall[], calls: readonly RecordedCall[]): string {
  const others = made.length === 0 && calls.length > 0 ? `; there were ${calls.map(describeCall).join(', ')}` : ''
  const list = made.map((call) => `\n  ${describeCall(call)}`).join('')
  return `${made.length} instead of ${count}${others}${list}`
}

async function oneCallFailures({ method, address, headers, body }: CallExpectation, call: RecordedCall, context: BodyContext) {
  const { what, field } = context
  const within = (part: string): FieldPath => [...field, part]
  return [
    ...failuresOf(`${what}: method`, within('method'), method === undefined ? undefined : equalDifference(method, call.method)),
    ...failuresOf(`${what}: address`, within('address'), address === undefined ? undefined : textDifference(address, call.address)),
    ...valueFailures(headers, { ...headerLines(call.headers), kind: `${what}: header` }, within('headers')),
    ...(body === undefined ? [] : await bodyFailures(body, call.body, { ...context, what: `${what}: body`, field: within('body') })),
  ]
}

/** Every call that no stub answered, and the stub that would. */
export function unexpectedCallFailures(unexpected: readonly { readonly call: RecordedCall; readonly reason: string }[]): Failure[] {
  return unexpected.map(({ call, reason }) =>
    failure('unexpected call', ['stubs'], `${describeCall(call)}: ${reason}. To answer it, add\n${stubFor(call)}`),
  )
}

function stubFor({ receiver, channel, channelId, method, address }: RecordedCall): string {
  const lines = [`- receiver: ${JSON.stringify(receiver || channel || channelId)}`]
  if (method !== '') lines.push(`  method: ${method}`)
  if (address !== '') lines.push(`  address: ${JSON.stringify(address)}`)
  return ['stubs:', ...lines, '  answer:', '    body: …'].map((line) => `  ${line}`).join('\n')
}
