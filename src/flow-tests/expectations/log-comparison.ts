import type { LogAttachment, MessageLog } from '../../engine/message-log.ts'
import type { Expectations, LogExpectations } from '../format/expectations.ts'
import { type Failure, failure } from '../run/failure.ts'
import { type BodyContext, bodyFailures, failuresOf } from './body-comparison.ts'
import { equalDifference, textDifference } from './text-comparison.ts'
import { valueFailures } from './value-comparison.ts'

const FIELD = ['expect', 'log']

/** Every expectation about the message processing log that does not hold. */
export async function logFailures(
  expectations: Expectations,
  log: MessageLog,
  context: Pick<BodyContext, 'readFile' | 'exchange'>,
): Promise<Failure[]> {
  const { log: expected = {} } = expectations
  return [
    ...statusFailures(expectations, log),
    ...textFailures(expected, log),
    ...headerFailures(expected, log),
    ...valueFailures(expected.properties, { kind: 'log property', find: (name) => log.properties.get(name) }, [...FIELD, 'properties']),
    ...(await attachmentFailures(expected, log.attachments, context)),
  ]
}

/** A test that says nothing about it, nor about the HTTP status, wants the message to end well. */
function statusFailures({ status, log: expected = {} }: Expectations, log: MessageLog): Failure[] {
  const wanted = expected.status ?? (expected.error !== undefined ? 'FAILED' : status === undefined ? 'COMPLETED' : log.status)
  if (wanted === log.status) return []
  const reason = log.error ? `\n${log.error.text}` : ''
  return [failure('log status', [...FIELD, 'status'], `is ${log.status}, expected ${wanted}${reason}`)]
}

const TEXTS = ['customStatus', 'sender', 'receiver', 'applicationMessageId', 'applicationMessageType', 'correlationId'] as const

function textFailures(expected: LogExpectations, log: MessageLog): Failure[] {
  const texts = TEXTS.map((name) => [name, expected[name], log[name]] as const)
  return [...texts, ['error', expected.error, log.error?.text] as const].flatMap(([name, matcher, value]) =>
    matcher === undefined ? [] : failuresOf(`log ${name}`, [...FIELD, name], textDifference(matcher, value || undefined)),
  )
}

function headerFailures({ customHeaders = {} }: LogExpectations, log: MessageLog): Failure[] {
  return Object.entries(customHeaders).flatMap(([name, matcher]) => {
    const values = log.customHeaders.filter((header) => header.name === name).map(({ value }) => value)
    const difference = Array.isArray(matcher)
      ? equalDifference(matcher.join('\n'), values.length === 0 ? undefined : values.join('\n'))
      : textDifference(matcher, values.length === 0 ? undefined : values.join(', '))
    return failuresOf(`custom header ${name}`, [...FIELD, 'customHeaders', name], difference)
  })
}

async function attachmentFailures(
  { attachments = {} }: LogExpectations,
  found: readonly LogAttachment[],
  context: Pick<BodyContext, 'readFile' | 'exchange'>,
): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const [name, matcher] of Object.entries(attachments)) {
    const what = `attachment ${name}`
    const field = [...FIELD, 'attachments', name]
    const attachment = found.find((each) => each.name === name)
    if (attachment) failures.push(...(await bodyFailures(matcher, attachment.content, { ...context, what, field })))
    else failures.push(failure(what, field, `is not there; there are ${found.map((each) => each.name).join(', ') || 'none'}`))
  }
  return failures
}
