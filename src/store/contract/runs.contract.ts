import { describe, expect, test } from 'vitest'
import type { RunRecord, StoredRun, StoredRunStep, TraceRecord } from '../runs.ts'
import { record } from './message-logs.contract.ts'
import { eachStore, type StoreSubject } from './subject.contract.ts'

const START = 1_767_225_600_000

const run = (id: string, change: Partial<StoredRun> = {}): Omit<StoredRun, 'messageGuid'> => ({
  id,
  start: START,
  stop: START + 20,
  logLevel: 'TRACE',
  overallState: 'COMPLETED',
  processId: 'node-1',
  ...change,
})

const step = (childCount: number, change: Partial<StoredRunStep> = {}): Omit<StoredRunStep, 'runId'> => ({
  childCount,
  start: START + childCount,
  stop: START + childCount + 1,
  elementId: `CallActivity_${childCount}`,
  branchId: '0',
  status: 'COMPLETED',
  error: null,
  activity: 'Content Modifier',
  properties: [],
  ...change,
})

const failed = step(2, { stop: null, status: 'FAILED', error: 'boom\n"quoted"', properties: [{ name: 'Größe', value: 'ü' }] })

const named = (...pairs: [string, string][]): Uint8Array => Buffer.from(JSON.stringify(pairs))

const trace: TraceRecord = {
  contents: [Buffer.from([0, 255]), named(['Colour', 'red'], ['Empty', '']), named(), Buffer.from('after')],
  messages: [
    { childCount: 1, elementId: 'CallActivity_1', size: 2, mimeType: 'text/plain', payload: 0, headers: 1, exchangeProperties: 2 },
    { childCount: 2, elementId: 'CallActivity_2', size: 5, mimeType: 'text/xml', payload: 3, headers: 1, exchangeProperties: 1 },
    { childCount: 2, elementId: 'CallActivity_2', size: 0, mimeType: 'text/xml', payload: 3, headers: 2, exchangeProperties: 2 },
  ],
}

const runRecord = (id: string, change: Partial<RunRecord> = {}): RunRecord => ({ run: run(id), steps: [], trace: undefined, ...change })

export function runContract(subject: StoreSubject): void {
  describe('runs', () => {
    const store = eachStore(subject)
    const write = (messageGuid: string, record_: RunRecord) =>
      store.current.messageLogs.write([{ ...record({ messageGuid }), run: record_ }])

    test('are written with their log and found by message and by id', async () => {
      const { runs } = store.current
      await write('a', runRecord('r1'))
      await write('b', runRecord('r2', { run: run('r2', { stop: null, overallState: 'PROCESSING', logLevel: 'INFO' }) }))
      await store.current.messageLogs.write([record({ messageGuid: 'c' })])
      const r1 = { ...run('r1'), messageGuid: 'a' }
      const r2 = { ...run('r2', { stop: null, overallState: 'PROCESSING', logLevel: 'INFO' }), messageGuid: 'b' }
      expect(await runs.ofMessages(['b', 'a', 'c', 'missing'])).toEqual(
        new Map([
          ['a', [r1]],
          ['b', [r2]],
        ]),
      )
      expect(await runs.ofMessages([])).toEqual(new Map())
      expect([await runs.find('r1'), await runs.find('missing')]).toEqual([r1, undefined])
    })

    test('have steps with everything that was said of them', async () => {
      const { runs } = store.current
      await write('a', runRecord('r1', { steps: [step(1), failed] }))
      await write('b', runRecord('r2'))
      expect(await runs.steps(['r1', 'r2', 'missing'])).toEqual(
        new Map([
          [
            'r1',
            [
              { ...step(1), runId: 'r1' },
              { ...failed, runId: 'r1' },
            ],
          ],
        ]),
      )
    })

    test('have traces whose content is found piece by piece', async () => {
      const { runs } = store.current
      await write('a', runRecord('r1', { steps: [step(1), failed], trace }))
      await write('b', runRecord('r2', { steps: [step(1)], trace: { ...trace, messages: trace.messages.slice(0, 1) } }))
      const traced = await runs.traceMessages('r1', 2)
      const common = { messageGuid: 'a', runId: 'r1', childCount: 2, elementId: 'CallActivity_2', mimeType: 'text/xml' }
      expect(traced).toEqual([
        { ...common, id: expect.any(Number), size: 5 },
        { ...common, id: expect.any(Number), size: 0 },
      ])
      expect(traced[0]!.id).toBeLessThan(traced[1]!.id)
      expect(await runs.traceMessage(traced[0]!.id)).toEqual(traced[0])
      expect(await runs.traceMessages('r1', 3)).toEqual([])
      const [first] = await runs.traceMessages('r1', 1)
      const content = (await runs.traceContent(first!.id))!
      expect([...content.payload]).toEqual([0, 255])
      expect([content.headers, content.exchangeProperties]).toEqual([
        [
          { name: 'Colour', value: 'red' },
          { name: 'Empty', value: '' },
        ],
        [],
      ])
      expect((await runs.traceContent(traced[0]!.id))!.exchangeProperties).toHaveLength(2)
      expect([await runs.traceMessage(0), await runs.traceContent(0)]).toEqual([undefined, undefined])
    })

    test('are replaced with their log', async () => {
      const { runs } = store.current
      await write('a', runRecord('r1', { steps: [step(1)], trace }))
      const [gone] = await runs.traceMessages('r1', 1)
      await write('a', runRecord('r1', { steps: [step(1), step(2)] }))
      expect((await runs.steps(['r1'])).get('r1')).toHaveLength(2)
      expect(await runs.traceMessages('r1', 1)).toEqual([])
      expect(await runs.traceContent(gone!.id)).toBeUndefined()
    })

    test('of earlier tries stay beside that of the latest, ten of them', async () => {
      const { runs } = store.current
      for (let index = 1; index <= 12; index++)
        await write('a', runRecord(`r${index}`, { run: run(`r${index}`, { start: START + index }) }))
      await write('a', runRecord('r12', { run: run('r12', { start: START + 12, overallState: 'FAILED' }) }))
      const kept = (await runs.ofMessages(['a'])).get('a')!.map(({ id, overallState }) => `${id} ${overallState}`)
      expect(kept).toEqual([...Array.from({ length: 9 }, (_, index) => `r${index + 3} COMPLETED`), 'r12 FAILED'])
    })

    test('lose their traces after a time and nothing else', async () => {
      const { runs } = store.current
      await write('old', runRecord('r1', { steps: [step(1)], trace }))
      await write('new', runRecord('r2', { run: run('r2', { stop: START + 21 }), steps: [step(1)], trace }))
      expect([await runs.deleteTracesBefore(START + 21, 1), await runs.deleteTracesBefore(START + 21, 1)]).toEqual([1, 0])
      expect(await runs.traceMessages('r1', 1)).toEqual([])
      expect(await runs.traceMessages('r2', 1)).toHaveLength(1)
      expect((await runs.steps(['r1'])).get('r1')).toEqual([{ ...step(1), runId: 'r1' }])
    })

    test('fail with the message that was interrupted', async () => {
      const { runs, messageLogs } = store.current
      await messageLogs.write([
        { ...record({ messageGuid: 'a', end: null, status: 'PROCESSING' }), run: runRecord('r1', { run: run('r1', { stop: null }) }) },
      ])
      await messageLogs.failInterrupted(START + 99)
      expect(await runs.find('r1')).toEqual({ ...run('r1', { stop: START + 99, overallState: 'FAILED' }), messageGuid: 'a' })
    })
  })
}
