import { describe, expect, it } from 'vitest'
import { Body } from '../engine/body.ts'
import { Ending, type StepDefinition } from '../engine/define-step.ts'
import { SluiceError } from '../kernel/errors.ts'
import errorEnd from './error-end-event.ts'
import errorStart from './error-start-event.ts'
import escalationEnd from './escalation-end-event.ts'
import messageEnd from './message-end-event.ts'
import messageStart from './message-start-event.ts'
import noneEnd from './none-end-event.ts'
import noneStart from './none-start-event.ts'
import { compileStep, contextOf, exchangeOf } from './step.fixture.ts'
import terminateEnd from './terminate-end-event.ts'
import timerStart from './timer-start-event.ts'

const outcome = async (step: StepDefinition, properties: Record<string, string> = {}) => (await compileStep(step, properties))(exchangeOf())

describe('start events', () => {
  it.each([
    ['MessageStartEvent', messageStart],
    ['StartEvent', noneStart],
    ['StartErrorEvent', errorStart],
    ['StartTimerEvent', timerStart],
  ])('%s goes on', async (activity, step) => {
    expect(step.activity).toBe(activity)
    expect(await outcome(step)).toBeUndefined()
  })

  it('a timer starts on its schedule', () => {
    const scheduleKey =
      '<row><cell>triggerType</cell><cell>cron</cell></row><row><cell>schedule1</cell><cell>0+0+6+?+*+*+*&amp;trigger.timeZone=CET</cell></row>'
    const schedule = timerStart.trigger?.({ schedule: scheduleKey }, contextOf(timerStart, { scheduleKey }))
    expect(schedule).toEqual({
      kind: 'schedule',
      schedule: { kind: 'cron', expressions: ['0 0 6 * * * *'], timeZone: 'CET', startAt: undefined, endAt: undefined },
    })
  })

  it('a timer without schedule is refused', () => {
    expect(() => timerStart.trigger?.({ schedule: '' }, contextOf(timerStart, {}))).toThrow('The timer has no schedule')
  })
})

describe('end events', () => {
  it.each([
    ['EndEvent', noneEnd, Ending.processEnd],
    ['MessageEndEvent', messageEnd, Ending.processEnd],
    ['TerminateEndEvent', terminateEnd, Ending.terminate],
    ['EscalationEndEvent', escalationEnd, Ending.escalate],
  ])('%s ends', async (activity, step, ending) => {
    expect(step.activity).toBe(activity)
    expect(await outcome(step)).toBe(ending)
  })

  it.each([
    [{ ErrorCode: 'NotAuthorized' }, 'NotAuthorized'],
    [{}, 'ReceiverNotFound'],
  ])('an escalation with %j says why', async (properties, why) => {
    const exchange = exchangeOf()
    await (await compileStep(escalationEnd, properties as Record<string, string>))(exchange)
    expect(exchange.log.properties.get('EscalationErrorCode')).toBe(why)
  })

  it('a message end sends to its receiver first', async () => {
    const exchange = exchangeOf({ body: 'last' })
    const receiver = async (message: typeof exchange) => {
      message.body = Body.text(`${message.body.asText()} sent`)
    }
    expect(await (await compileStep(messageEnd, {}, { receiver }))(exchange)).toBe(Ending.processEnd)
    expect(exchange.body.asText()).toBe('last sent')
  })

  it('an error end throws the caught failure itself', async () => {
    const caught = new SluiceError('processing-failed', 'boom')
    const run = await compileStep(errorEnd)
    expect(() => run(exchangeOf({ properties: { CamelExceptionCaught: caught } }))).toThrow(caught)
  })

  it('an error end without caught failure fails by its name', async () => {
    const run = await compileStep(errorEnd, {}, { node: { name: 'No stock' } })
    expect(() => run(exchangeOf())).toThrow(
      expect.objectContaining({ code: 'processing-failed', message: "The message ended in error end event 'No stock'" }),
    )
  })
})
