import { expect, test } from 'vitest'
import type { Channel, IflowModel } from '../../iflow/model.ts'
import { recordedStubs } from './recorded-stubs.ts'
import type { TracedMessage, TracedStep } from './traced-message.ts'

const channel = (id: string, adapter: string, system: string): Channel => ({
  ...{ id, adapter, system, name: `${id} channel`, direction: 'receiver', protocol: '', nodeId: `${id}_Step`, properties: new Map() },
})

const state = (body: string, headers: Record<string, string> = {}, properties: Record<string, string> = {}) => ({
  body,
  headers,
  properties,
})

const step = (number: number, element: string, states: TracedStep['states'], more: Partial<TracedStep> = {}): TracedStep => ({
  ...{ number, element, branch: '0', error: '', states },
  ...more,
})

function record(channels: readonly Channel[], steps: readonly TracedStep[]) {
  const message: TracedMessage = { guid: 'g', start: '2026-01-01T00:00:00Z', status: 'COMPLETED', error: '', customHeaders: [], steps }
  return recordedStubs(message, { channels } as unknown as IflowModel)
}

test('of HTTP the answer from the wire, of other adapters what they put into the message', () => {
  const steps = [
    step(1, 'A', [state('in', { a: '1' })]),
    step(2, 'X', [state('{"ok":true}', { a: '1', b: '2', CamelHttpResponseCode: '202' })]),
    step(3, 'B', [state('in')]),
    step(4, 'Y', [state('<r/>', {}, { p: '1' })]),
  ]
  expect(record([channel('A', 'HTTP', 'Shop'), channel('B', 'SFTP', 'Files')], steps)).toEqual({
    stubs: [
      { receiver: 'Shop', answers: [{ status: 202, headers: { b: '2' }, body: { json: { ok: true } } }] },
      { receiver: 'Files', replaceChannel: true, answers: [{ properties: { p: '1' }, body: '<r/>' }] },
    ],
    calls: { Shop: 1, Files: 1 },
    gaps: [],
  })
})

test('two channels of one system are told apart, and one answers again and again', () => {
  const calls = [1, 3].map((number) => step(number, 'A', [state('in')]))
  const between = [2, 4].map((number) => step(number, 'X', [state(`answer ${number}`)]))
  const { stubs } = record([channel('A', 'HTTP', 'Shop'), channel('B', 'HTTP', 'Shop')], [calls[0]!, between[0]!, calls[1]!, between[1]!])
  expect(stubs).toEqual([{ receiver: 'A channel', answers: [{ body: 'answer 2' }, { body: 'answer 4' }] }])
})

test('failures become what makes them', () => {
  const failed = (error: string) =>
    (record([channel('A', 'HTTP', 'S')], [step(1, 'A', [state('')], { error })]).stubs[0] as { answers: unknown[] }).answers[0]
  expect(failed('HTTP operation failed invoking https://a with statusCode: 503')).toEqual({ status: 503 })
  expect(failed('Request timeout to a:443 after 1 ms')).toEqual({ fault: 'timeout' })
  expect(failed('Connection refused: a:443')).toEqual({ fault: 'connection-refused' })
  expect(failed('The host a is not known')).toEqual({ fault: 'unknown-host' })
  expect(failed('The connection to a:443 broke: x')).toEqual({ fault: 'connection-broken' })
  expect(failed('Something else')).toEqual({ error: 'Something else' })
})

test('an answer that no later step of the branch shows is a gap', () => {
  const steps = [step(1, 'A', [state('in')], { branch: '1' }), step(2, 'X', [state('other')])]
  expect(record([channel('A', 'HTTP', 'Shop')], steps)).toEqual({
    stubs: [{ receiver: 'Shop', answers: [{ body: '' }] }],
    calls: { Shop: 1 },
    gaps: ['The trace does not have what Shop answered: write it into the stub.'],
  })
})
