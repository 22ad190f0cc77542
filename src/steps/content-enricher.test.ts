import { describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import type { ReceiverChannel } from '../engine/define-step.ts'
import step from './content-enricher.ts'
import { exchangeOf, runStep } from './step.fixture.ts'

const ENRICH = {
  enrichmentType: 'xmlLookupAggregation',
  originalMessageNodePath: 'people/person',
  originalMessageKeyElement: 'code',
  resourceMessageNodePath: '/contacts/contact',
  resourceMessageKeyElement: 'of',
}
const PEOPLE = '<people><person><code>a</code></person><person><code>b</code></person><person><code/></person><person/></people>'

const answers =
  (body: string, seen: string[] = []): ReceiverChannel =>
  async (exchange) => {
    seen.push(exchange.body.asText())
    exchange.headers.set('from', 'receiver')
    exchange.body = Body.text(body)
  }

const enriched = async (contacts: string): Promise<string> =>
  (await runStep(step, ENRICH, exchangeOf({ body: PEOPLE }), { receiver: answers(contacts) })).body.asText()

describe('Content Enricher', () => {
  it('adds every element of the answer that has the key', async () => {
    expect(
      await enriched(
        '<contacts><contact n="1"><of>a</of></contact><contact><of>c</of></contact><contact n="2"><of>a</of></contact></contacts>',
      ),
    ).toBe(
      '<people><person><code>a</code><contact n="1"><of>a</of></contact><contact n="2"><of>a</of></contact></person><person><code>b</code></person><person><code/></person><person/></people>',
    )
  })

  it('enriches nothing by an empty or missing key', async () => {
    expect(await enriched('<contacts><contact><of/></contact><contact/></contacts>')).toBe(PEOPLE)
  })

  it('combines both messages', async () => {
    const seen: string[] = []
    const exchange = await runStep(step, {}, exchangeOf({ body: '<?xml version="1.0"?><a/>', headers: { own: 1 } }), {
      receiver: answers('<b xmlns="urn:b"/>', seen),
    })
    expect([seen, exchange.body.asText(), [...exchange.headers]]).toEqual([
      ['<?xml version="1.0"?><a/>'],
      `<?xml version='1.0' encoding='UTF-8'?><multimap:Messages xmlns:multimap="http://sap.com/xi/XI/SplitAndMerge"><multimap:Message1><a/></multimap:Message1><multimap:Message2><b xmlns="urn:b"/></multimap:Message2></multimap:Messages>`,
      [['own', 1]],
    ])
  })

  it.each([
    [ENRICH, PEOPLE, 'no XML', "XPath '/contacts/contact' needs an XML body. The body is not well-formed XML: "],
    [ENRICH, 'no XML', '<contacts/>', 'The body is not well-formed XML: '],
    [{}, PEOPLE, '', 'Message 2 of 2 cannot be combined. The body is not well-formed XML: there is no element in line 1'],
  ])('%j fails on what is no XML', async (properties, body, answer, reason) => {
    await expect(runStep(step, properties, exchangeOf({ body }), { receiver: answers(answer) })).rejects.toThrow(reason)
  })

  it.each([
    [{ ...ENRICH, resourceMessageKeyElement: '' }, 'The Key Element of the lookup message is missing'],
    [{ ...ENRICH, originalMessageNodePath: '' }, 'The Path to Node of the original message is missing'],
    [{ ...ENRICH, originalMessageNodePath: '/a[' }, "XPath '/a[': "],
    [{ enrichmentType: 'magic' }, "enrichmentType must be one of multiMappingAggregation, xmlLookupAggregation, not 'magic'"],
  ])('%j does not compile', async (properties, reason) => {
    await expect(runStep(step, properties as Record<string, string>, exchangeOf(), { receiver: answers('') })).rejects.toThrow(reason)
  })

  it('needs a receiver', async () => {
    await expect(runStep(step, {}, exchangeOf())).rejects.toThrow('No receiver channel is connected')
  })
})
