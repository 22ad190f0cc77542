import { Readable } from 'node:stream'
import { parseXmlDocument } from 'slimdom'
import { describe, expect, test } from 'vitest'
import { ManualClock } from '../kernel/clock.ts'
import type { LogLevel } from '../store/log-levels.ts'
import { Body } from './body.ts'
import { Ending, type Run } from './define-step.ts'
import { Exchange } from './exchange.ts'
import { MessageLog } from './message-log.ts'
import { RunRecorder } from './run-recorder.ts'
import { MessageEnded, type PlanNode, runObserved, walk } from './walk.ts'

const clock = new ManualClock()
const BUFFER_LIMIT = 100

function message(level: LogLevel, body = Body.text('')): { exchange: Exchange; recorder: RunRecorder } {
  const recorder = new RunRecorder({ id: 'run', level, processId: 'node', clock })
  const log = new MessageLog({ messageGuid: 'g', correlationId: 'c', flowId: 'f', flowName: 'F', start: clock.now(), run: recorder })
  return { exchange: new Exchange(log, clock.now(), body), recorder }
}

const node = (id: string, run: Run, options: Partial<PlanNode> = {}): PlanNode => ({
  id,
  name: `Step ${id}`,
  activity: 'Test',
  acceptsStreams: false,
  run,
  next: undefined,
  flows: new Map(),
  ...options,
})

/** Nodes in a row; returns the first. */
function row(...nodes: PlanNode[]): PlanNode {
  for (const [index, each] of nodes.entries()) each.next = nodes[index + 1]
  return nodes[0]!
}

const go = (start: PlanNode, exchange: Exchange) => walk(start, exchange, BUFFER_LIMIT)
const takes =
  (milliseconds: number): Run =>
  () =>
    clock.advance(milliseconds)
const fails: Run = () => {
  throw new Error('boom')
}
const summary = (recorder: RunRecorder) =>
  recorder.steps().map(({ childCount, element, branchId, status, error }) => [childCount, element.id, branchId, status, error])

/** What a capture of a step refers to, as text. */
function traced(
  { trace }: RunRecorder,
  {
    payload,
    headers,
    exchangeProperties,
    size,
    mimeType,
  }: { payload: number; headers: number; exchangeProperties: number; size: number; mimeType: string },
) {
  const text = (position: number) => Buffer.from(trace!.contents[position]!).toString()
  return { body: text(payload), headers: JSON.parse(text(headers)), properties: JSON.parse(text(exchangeProperties)), size, mimeType }
}

describe('RunRecorder', () => {
  test('knows every step with its times', async () => {
    const { exchange, recorder } = message('INFO')
    const began = clock.now()
    await go(row(node('a', takes(5)), node('b', takes(7))), exchange)
    expect(recorder.steps().map(({ start, stop, element }) => [start - began, stop! - began, element.name, element.activity])).toEqual([
      [0, 5, 'Step a', 'Test'],
      [5, 12, 'Step b', 'Test'],
    ])
    expect(summary(recorder)).toEqual([
      [1, 'a', '0', 'COMPLETED', undefined],
      [2, 'b', '0', 'COMPLETED', undefined],
    ])
    expect(recorder.trace).toBeUndefined()
  })

  test('tells the step that failed from those around it', async () => {
    const { exchange, recorder } = message('INFO')
    const inner = row(node('x', fails))
    const calls = node('call', (called) => go(inner, called))
    await expect(
      go(
        row(
          node('a', () => {}),
          calls,
        ),
        exchange,
      ),
    ).rejects.toMatchObject({ elementId: 'x' })
    expect(summary(recorder)).toEqual([
      [1, 'a', '0', 'COMPLETED', undefined],
      [2, 'call', '0', 'FAILED', undefined],
      [3, 'x', '0', 'FAILED', 'boom'],
    ])
  })

  test('a step that ends the message is no failure', async () => {
    const { exchange, recorder } = message('INFO')
    await expect(
      go(
        row(
          node('end', () => Ending.escalate),
          node('never', fails),
        ),
        exchange,
      ),
    ).rejects.toBeInstanceOf(MessageEnded)
    const called = node('call', () => {
      throw new MessageEnded(Ending.terminate)
    })
    await expect(go(row(called), exchange)).rejects.toBeInstanceOf(MessageEnded)
    expect(summary(recorder).map(([, id, , status]) => [id, status])).toEqual([
      ['end', 'COMPLETED'],
      ['call', 'COMPLETED'],
    ])
  })

  test('parts of a step are elements of their own', async () => {
    const { exchange, recorder } = message('INFO')
    const channel = { id: 'MessageFlow_1', name: 'HTTP', activity: 'HTTP receiver' }
    const send = node('send', (sent) => runObserved(channel, sent, async () => fails(sent) as never))
    await expect(go(row(send), exchange)).rejects.toMatchObject({ elementId: 'send' })
    expect(summary(recorder)).toEqual([
      [1, 'send', '0', 'FAILED', 'boom'],
      [2, 'MessageFlow_1', '0', 'FAILED', 'boom'],
    ])
  })

  test('copies of the message are branches', async () => {
    const { exchange, recorder } = message('INFO')
    const branch = row(
      node('x', () => {}),
      node('y', () => {}),
    )
    const splits = node('split', async (whole) => {
      for (const part of [whole.copy(), whole.copy()]) await go(branch, part)
    })
    await go(
      row(
        splits,
        node('z', () => {}),
      ),
      exchange,
    )
    expect(summary(recorder).map(([, id, branchId]) => [id, branchId])).toEqual([
      ['split', '0'],
      ['x', '1'],
      ['y', '1'],
      ['x', '2'],
      ['y', '2'],
      ['z', '0'],
    ])
  })

  test.each([
    ['ERROR', 50],
    ['INFO', 50],
    ['DEBUG', 2000],
  ] as const)('keeps the last steps at %s', async (level, limit) => {
    const { exchange, recorder } = message(level)
    const step = row(node('loop', () => {}))
    for (let index = 0; index < limit + 7; index++) await go(step, exchange)
    const kept = recorder.steps().map(({ childCount }) => childCount)
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([limit, 8, limit + 7])
  })

  test('gives what a step says to that step', async () => {
    const { exchange, recorder } = message('DEBUG')
    const says =
      (name: string): Run =>
      ({ log }) =>
        void log.properties.set(name, `of ${name}`)
    const call = node('call', async (called) => {
      await go(row(node('inner', says('a'))), called)
      says('b')(called)
    })
    await go(
      row(
        call,
        node('silent', () => {}),
      ),
      exchange,
    )
    expect(recorder.steps().map(({ element, properties }) => [element.id, properties])).toEqual([
      ['call', [{ name: 'b', value: 'of b' }]],
      ['inner', [{ name: 'a', value: 'of a' }]],
      ['silent', []],
    ])
  })

  test('a cancelled message begins no further step', async () => {
    const { exchange, recorder } = message('INFO')
    const cancels = node('a', ({ log }) => {
      log.cancelled = true
    })
    await expect(go(row(cancels, node('b', fails)), exchange)).rejects.toBeInstanceOf(MessageEnded)
    expect(summary(recorder)).toEqual([[1, 'a', '0', 'COMPLETED', undefined]])
  })
})

describe('TRACE', () => {
  test('keeps the message before each step, and once at the end', async () => {
    const { exchange, recorder } = message('TRACE', Body.text('one'))
    exchange.headers.set('Content-Type', 'text/csv')
    const changes = node('a', (changed) => {
      changed.body = Body.document(parseXmlDocument('<two/>'))
      changed.properties.set('count', 2)
      changed.headers.set('Authorization', 'Bearer secret')
    })
    const last = node('c', (changed) => {
      changed.body = Body.bytes(Buffer.from([1, 2]))
      changed.headers.delete('content-type')
    })
    await go(
      row(
        changes,
        node('b', () => {}),
        last,
      ),
      exchange,
    )
    recorder.finish(exchange)
    const [a, b, c] = recorder.steps()
    const before = { headers: [['Content-Type', 'text/csv']], mimeType: 'text/csv' }
    const between = { body: '<two/>', size: 6, properties: [['count', '2']], mimeType: 'text/csv' }
    expect(a!.traces.map((capture) => traced(recorder, capture))).toEqual([{ ...before, body: 'one', size: 3, properties: [] }])
    const headers = [
      ['Content-Type', 'text/csv'],
      ['Authorization', '***'],
    ]
    expect(b!.traces.map((capture) => traced(recorder, capture))).toEqual([{ ...between, headers }])
    expect(c!.traces.map((capture) => traced(recorder, capture))).toEqual([
      { ...between, headers },
      {
        body: '\u0001\u0002',
        size: 2,
        headers: [['Authorization', '***']],
        properties: [['count', '2']],
        mimeType: 'application/octet-stream',
      },
    ])
    expect(c!.traces[0]).toEqual(b!.traces[0])
    expect(recorder.trace!.contents).toHaveLength(8)
  })

  test('keeps nothing twice and nothing after an end without change', async () => {
    const { exchange, recorder } = message('TRACE', Body.text('same'))
    await go(
      row(
        node('a', () => {}),
        node('b', () => {}),
      ),
      exchange,
    )
    recorder.finish(exchange)
    expect(recorder.trace!.contents).toHaveLength(3)
    expect(recorder.steps().map(({ traces }) => traces.length)).toEqual([1, 1])
  })

  test('a message that failed before its first step has no trace', () => {
    const { exchange, recorder } = message('TRACE')
    recorder.finish(exchange)
    expect([recorder.steps(), recorder.trace!.contents]).toEqual([[], []])
  })

  test('reads a stream for a step that would not, and leaves a larger one as it is', async () => {
    const small = message('TRACE', Body.stream(Readable.from([Buffer.from('ab'), Buffer.from('c')])))
    const passes = node('start', () => {}, { acceptsStreams: true })
    await go(row(passes), small.exchange)
    expect(traced(small.recorder, small.recorder.steps()[0]!.traces[0]!)).toMatchObject({ body: 'abc', size: 3 })

    const chunks = Array.from({ length: 5 }, (_, index) => Buffer.alloc(50, index))
    const large = message('TRACE', Body.stream(Readable.from(chunks)))
    let passed = Buffer.alloc(0)
    const reads = node(
      'read',
      async ({ body }) => {
        for await (const chunk of body.asStream()) passed = Buffer.concat([passed, chunk])
      },
      { acceptsStreams: true },
    )
    await go(row(reads), large.exchange)
    expect(passed.equals(Buffer.concat(chunks))).toBe(true)
    expect(traced(large.recorder, large.recorder.steps()[0]!.traces[0]!)).toMatchObject({
      body: '[Not kept: the body is a stream that is larger than the buffer limit]',
      size: 0,
    })
  })

  test('a stream that is larger than a step can read fails as without trace', async () => {
    const { exchange } = message('TRACE', Body.stream(Readable.from([Buffer.alloc(101)])))
    await expect(go(row(node('a', () => {})), exchange)).rejects.toMatchObject({
      message: 'The body is larger than 100 bytes, the most that a step may read into memory',
    })
  })

  test('cuts long bodies and values, and stops keeping bodies when there are too many', async () => {
    const megabyte = 1024 * 1024
    const { exchange, recorder } = message('TRACE', Body.text('x'.repeat(megabyte + 1)))
    exchange.headers.set('long', 'y'.repeat(10_001))
    const grows = node('grow', (grown) => {
      grown.body = Body.text('z'.repeat(megabyte + 2))
    })
    for (let index = 0; index < 33; index++) await go(row(grows), exchange)
    const first = traced(recorder, recorder.steps()[0]!.traces[0]!)
    expect([first.body.slice(megabyte), first.size]).toEqual([`\n[Cut: ${megabyte} of ${megabyte + 1} bytes]`, megabyte + 1])
    expect(first.headers[0][1].slice(10_000)).toBe('… (cut, 10001 characters)')
    const last = traced(recorder, recorder.steps().at(-1)!.traces[0]!)
    expect([last.body, last.size]).toEqual([
      `[Not kept: the traced bodies of this message are larger than ${32 * megabyte} bytes]`,
      megabyte + 2,
    ])
  })
})
