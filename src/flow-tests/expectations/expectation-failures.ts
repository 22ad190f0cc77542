import { textOf } from '../../languages/simple/value.ts'
import type { Expectations } from '../format/expectations.ts'
import type { ReadFile } from '../format/payload.ts'
import { type Failure, failure } from '../run/failure.ts'
import type { Outcome } from '../run/outcome.ts'
import { bodyFailures } from './body-comparison.ts'
import { callFailures, unexpectedCallFailures } from './call-comparison.ts'
import { logFailures } from './log-comparison.ts'
import { tenantFailures } from './tenant-comparison.ts'
import { headerLines, type NamedValues, valueFailures } from './value-comparison.ts'

/** Everything that is not as the test expects it. Throws `bad-request` for expectations that cannot be read. */
export async function expectationFailures(expected: Expectations = {}, outcome: Outcome, readFile: ReadFile): Promise<Failure[]> {
  const { answer, exchange, log, calls, tenant } = outcome
  const context = { readFile, exchange }
  return [
    ...unexpectedCallFailures(tenant.calls.unexpected),
    ...(await logFailures(expected, log, context)),
    ...statusFailures(expected, outcome),
    ...valueFailures(expected.headers, headersOf(outcome), ['expect', 'headers']),
    ...valueFailures(expected.properties, propertiesOf(outcome), ['expect', 'properties']),
    ...(expected.body === undefined
      ? []
      : await bodyFailures(expected.body, answer?.body ?? exchange.body.asBytes(), {
          ...context,
          what: 'body',
          field: ['expect', 'body'],
        })),
    ...(await callFailures(expected.calls, calls, context)),
    ...(await tenantFailures(expected.tenant, tenant, context)),
  ]
}

function statusFailures({ status }: Expectations, { answer, log }: Outcome): Failure[] {
  if (status === undefined || status === answer?.status) return []
  const field = ['expect', 'status']
  if (!answer) return [failure('status', field, 'there is no HTTP answer: the test begins with a message, not with a request')]
  const reason = log.error && answer.status >= 500 ? `\n${log.error.text}` : ''
  return [failure('status', field, `is ${answer.status}, expected ${status}${reason}`)]
}

function headersOf({ answer, exchange }: Outcome): NamedValues {
  if (answer) return headerLines(answer.headers)
  return { kind: 'header', find: (name) => (exchange.headers.has(name) ? textOf(exchange.headers.get(name)) : undefined) }
}

const propertiesOf = ({ exchange: { properties } }: Outcome): NamedValues => ({
  kind: 'property',
  find: (name) => (properties.has(name) ? textOf(properties.get(name)) : undefined),
})
