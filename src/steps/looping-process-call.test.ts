import { describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import type { Exchange } from '../engine/exchange.ts'
import step from './looping-process-call.ts'
import { compileStep, exchangeOf, type Surroundings } from './step.fixture.ts'

/** Appends the index to the body, so the body tells the rounds. */
const count = (exchange: Exchange): void => {
  const text = `${exchange.body.asText()}${exchange.headers.get('CamelLoopIndex')}${exchange.properties.get('CamelLoopIndex')} `
  exchange.body = Body.text(text)
}

const loop = (condition: string, maximum = 5, process = count): Surroundings => ({
  node: { loop: { condition, maximum } },
  processes: { P: process },
})

async function run(properties: Record<string, string>, surroundings: Surroundings, exchange = exchangeOf()): Promise<string> {
  await (await compileStep(step, { processId: 'P', ...properties }, surroundings))(exchange)
  return exchange.body.asText()
}

describe('Looping Process Call', () => {
  it('repeats while the condition is true', async () => {
    expect(await run({}, loop('${property.CamelLoopIndex} < 2'))).toBe('00 11 22 ')
  })

  it('runs once before it looks at the condition', async () => {
    expect(await run({}, loop("${property.more} contains 'true'"))).toBe('00 ')
  })

  it('reads an XPath condition on the body', async () => {
    const page = (exchange: Exchange): void => {
      const seen = Number(exchange.headers.get('CamelLoopIndex'))
      exchange.body = Body.text(`<page n="${seen}"><more>${seen < 3}</more></page>`)
    }
    expect(await run({ expressionType: 'XML' }, loop("/page[more = 'true']", 9, page))).toBe('<page n="3"><more>false</more></page>')
  })

  it('ends quietly at the maximum', async () => {
    expect(await run({ postProcessing: 'end' }, loop('true', 3))).toBe('00 11 22 ')
    expect(await run({ postProcessing: 'stopProcess' }, loop('true', 3))).toBe('00 11 22 ')
    expect(await run({}, loop('true', 2))).toBe('00 11 ')
  })

  it('fails at the maximum when it is told to', async () => {
    await expect(run({ postProcessing: 'throwException' }, loop('true', 3))).rejects.toThrow(
      'The loop did not end within its maximum of 3 iterations',
    )
  })

  it('does not fail when the last round ends the loop', async () => {
    expect(await run({ postProcessing: 'throwException' }, loop('${header.CamelLoopIndex} < 2', 3))).toBe('00 11 22 ')
  })

  it('passes the failure of a round on', async () => {
    const broken = (): void => {
      throw new Error('broken')
    }
    await expect(run({}, loop('true', 3, broken))).rejects.toThrow('broken')
  })

  it.each([
    [{ processId: '' }, loop('true'), 'No local integration process is chosen'],
    [{}, loop(' '), 'The loop has no condition'],
    [{}, loop('true', 0), 'The maximum number of iterations must be 1 or more'],
    [{}, {}, 'The maximum number of iterations must be 1 or more'],
    [{}, loop('${nope}'), "unknown function 'nope'"],
    [{ postProcessing: 'explode' }, loop('true'), 'postProcessing must be one of end, stopProcess, throwException'],
  ])('does not compile %j', async (properties, surroundings, reason) => {
    await expect(run(properties as Record<string, string>, surroundings as Surroundings)).rejects.toThrow(reason)
  })
})
