import { expect, test } from 'vitest'
import { Body } from '../engine/body.ts'
import { Exchange } from '../engine/exchange.ts'
import { MessageLog, type MessageStatus } from '../engine/message-log.ts'
import { RunRecorder } from '../engine/run-recorder.ts'
import { ManualClock } from '../kernel/clock.ts'
import type { LogLevel } from '../store/log-levels.ts'
import { isKept, toRecord } from './message-log-record.ts'

const clock = new ManualClock()
const START = clock.now()

/** A message with one step that said something and an attachment. */
function message(logLevel: LogLevel, status: MessageStatus = 'COMPLETED', retries = 0): MessageLog {
  const run = new RunRecorder({ id: 'run', level: logLevel, processId: 'node', clock })
  const log = new MessageLog({ messageGuid: 'g', correlationId: 'c', flowId: 'f', flowName: 'F', start: START, retries, logLevel, run })
  const step = run.begin({ id: 'Call_1', name: 'Map it', activity: 'Script' }, new Exchange(log, START, Body.text('in')))
  log.properties.set('said', 'yes')
  step.end(status === 'FAILED' || status === 'RETRY' ? new Error('boom') : undefined)
  log.attachments.push({ id: 'a', name: 'a', contentType: 'text/plain', content: Buffer.from('a'), time: START })
  log.status = status
  if (status !== 'PROCESSING') log.end = START + 9
  return log
}

test.each([
  ['NONE', 'FAILED', false],
  ['ERROR', 'COMPLETED', false],
  ['ERROR', 'PROCESSING', false],
  ['ERROR', 'FAILED', true],
  ['ERROR', 'ESCALATED', true],
  ['INFO', 'PROCESSING', true],
  ['INFO', 'COMPLETED', true],
  ['TRACE', 'COMPLETED', true],
] as const)('at %s a message that is %s is kept: %s', (level, status, kept) => {
  expect(isKept(message(level, status))).toBe(kept)
})

test('at ERROR a message that failed before is kept, whatever becomes of it', () => {
  expect([isKept(message('ERROR', 'RETRY')), isKept(message('ERROR', 'COMPLETED', 1)), isKept(message('NONE', 'COMPLETED', 1))]).toEqual([
    true,
    true,
    false,
  ])
})

test('a run begins when it begins, not with the first try of its message', () => {
  clock.advance(50)
  const { log, run } = toRecord(message('INFO', 'COMPLETED', 1))
  expect([log.start, run!.run.start]).toEqual([START, START + 50])
  clock.advance(-50)
})

const step = {
  childCount: 1,
  start: START,
  stop: START,
  elementId: 'Call_1',
  branchId: '0',
  status: 'COMPLETED',
  error: null,
  activity: 'Script',
}
const said = [
  { name: 'Name', value: 'Map it' },
  { name: 'said', value: 'yes' },
]

test.each([
  ['INFO', 'COMPLETED', { ...step, properties: [] }],
  ['INFO', 'FAILED', { ...step, status: 'FAILED', error: 'boom', properties: said }],
  ['ERROR', 'FAILED', { ...step, status: 'FAILED', error: 'boom', properties: said }],
  ['INFO', 'RETRY', { ...step, status: 'FAILED', error: 'boom', properties: said }],
  ['DEBUG', 'COMPLETED', { ...step, properties: said }],
] as const)('at %s a message that is %s has this run', (level, status, expected) => {
  expect(toRecord(message(level, status)).run).toEqual({
    run: { id: 'run', start: START, stop: START + 9, logLevel: level, overallState: status, processId: 'node' },
    steps: [expected],
    trace: undefined,
  })
})

test('a traced message has its content when it has ended', () => {
  expect(toRecord(message('TRACE', 'PROCESSING')).run).toMatchObject({ run: { stop: null, overallState: 'PROCESSING' }, trace: undefined })
  const { trace } = toRecord(message('TRACE')).run!
  expect(trace!.messages).toEqual([
    { childCount: 1, elementId: 'Call_1', size: 2, mimeType: 'text/plain', payload: 0, headers: 1, exchangeProperties: 2 },
  ])
  expect(trace!.contents.map((content) => Buffer.from(content).toString())).toEqual(['in', '[]', '[]'])
})

test('at ERROR no attachments are kept', () => {
  expect(toRecord(message('ERROR', 'FAILED')).details.attachments).toEqual([])
  expect(toRecord(message('INFO', 'FAILED')).details.attachments).toHaveLength(1)
})
