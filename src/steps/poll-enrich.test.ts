import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import type { PolledMessage } from '../engine/poll.ts'
import step from './poll-enrich.ts'
import { compileStep, exchangeOf, runStep } from './step.fixture.ts'

const ORIGINAL = { body: '<a/>', headers: { own: 1, CamelFileName: 'old.xml' }, properties: { kept: true } }
const polled = (body: Body | string, more: Partial<PolledMessage> = {}) => ({
  sender: async () => ({
    body: typeof body === 'string' ? Body.text(body) : body,
    headers: [['CamelFileName', 'new.xml']] as const,
    ...more,
  }),
})
const nothing = { sender: async () => undefined }
const FOUND = { kept: true, SAP_PollEnrichMessageFound: true }

describe('Poll Enrich', () => {
  it.each([
    ['UseLatest', '<b/>', { CamelFileName: 'new.xml' }],
    ['concatenate-strategy', '<a/><b/>', { own: 1, CamelFileName: 'new.xml' }],
    [
      'sap-pi-multi-mapping',
      `<?xml version='1.0' encoding='UTF-8'?><multimap:Messages xmlns:multimap="http://sap.com/xi/XI/SplitAndMerge"><multimap:Message1><a/></multimap:Message1><multimap:Message2><b/></multimap:Message2></multimap:Messages>`,
      { own: 1, CamelFileName: 'new.xml' },
    ],
  ])('%s', async (aggregationAlgorithm, body, headers) => {
    const exchange = await runStep(step, { aggregationAlgorithm }, exchangeOf(ORIGINAL), polled('<b/>'))
    expect([exchange.body.asText(), Object.fromEntries(exchange.headers), Object.fromEntries(exchange.properties)]).toEqual([
      body,
      { ...headers, SAP_PollEnrichMessageFound: true },
      FOUND,
    ])
  })

  it('concatenates bytes that are no text', async () => {
    const bytes = Body.bytes(Buffer.from([0xff, 0x00]))
    const exchange = await runStep(step, { aggregationAlgorithm: 'concatenate-strategy' }, exchangeOf({ body: 'a' }), polled(bytes))
    expect([...exchange.body.asBytes()]).toEqual([0x61, 0xff, 0x00])
  })

  it('reads what is fetched as a stream, up to the size that bodies may have', async () => {
    const stream = () => Body.stream(Readable.from([Buffer.from('fetched')]))
    const { body } = await runStep(step, {}, exchangeOf(), polled(stream()))
    expect(body.asText()).toBe('fetched')
    const services = { bufferLimit: 3 }
    await expect(runStep(step, {}, exchangeOf(), { ...polled(stream()), services })).rejects.toThrow('larger than 3 bytes')
  })

  it('leaves the message as it is when there is none, or fails', async () => {
    const exchange = await runStep(step, {}, exchangeOf(ORIGINAL), nothing)
    expect([exchange.body.asText(), Object.fromEntries(exchange.headers), Object.fromEntries(exchange.properties)]).toEqual([
      '<a/>',
      { own: 1, CamelFileName: 'old.xml', SAP_PollEnrichMessageFound: false },
      { kept: true, SAP_PollEnrichMessageFound: false },
    ])
    await expect(runStep(step, { stopOnNoMsgFound: 'true' }, exchangeOf(ORIGINAL), nothing)).rejects.toThrow(
      'No message was found to enrich the message with',
    )
  })

  it.each([true, false])('tells who fetched how the message ended: well is %s', async (endedWell) => {
    const told: boolean[] = []
    const finish = async (well: boolean) => void told.push(well)
    const exchange = await runStep(step, {}, exchangeOf(), polled('b', { finish }))
    expect(told).toEqual([])
    await exchange.completion.end(endedWell)
    expect(told).toEqual([endedWell])
  })

  it('needs a sender, and an algorithm that there is', async () => {
    await expect(compileStep(step, {})).rejects.toThrow('No sender channel is connected')
    await expect(compileStep(step, { aggregationAlgorithm: 'magic' }, nothing)).rejects.toThrow('aggregationAlgorithm must be one of ')
  })
})
