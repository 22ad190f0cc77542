import { expect, test } from 'vitest'
import { content, https, type StepSketch } from '../support/flow.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const splitter = (properties: Record<string, string> = {}): StepSketch => ({
  activity: 'Splitter',
  properties: { splitType: 'GeneralSplitter', exprType: 'XPath', splitExprValue: '/orders/order/', Streaming: 'true', ...properties },
})
const gather: StepSketch = {
  activity: 'Gather',
  properties: { messageType: 'PlainText', aggregationAlgorithm: 'concatenate-strategy' },
}
const filter: StepSketch = { activity: 'Filter', properties: { wrapContent: 'string(//order)', xpathType: 'String' } }
const reject: StepSketch = { activity: 'JsonToXmlConverter' }

async function send(address: string, body: string) {
  const answer = await stage.call(address, body)
  const { Status: log, MessageGuid } = await stage.logOf(answer)
  return { status: answer.status, text: await answer.text(), log, steps: await stepsOf(MessageGuid) }
}

async function stepsOf(guid: string): Promise<number> {
  const { d } = (await (await stage.api('GET', `MessageProcessingLogs('${guid}')/Runs`)).json()) as { d: { results: { Id: string }[] } }
  const count = await stage.api('GET', `MessageProcessingLogRuns('${d.results[0]!.Id}')/RunSteps/$count`)
  return Number(await count.text())
}

const ORDERS = '<orders><day>1</day><order>pen</order><order>ink</order><order>nib</order></orders>'

test('items are split, changed and gathered', async () => {
  const steps = [splitter(), filter, content('${property.CamelSplitIndex}:${body} '), gather, content('[${body}]')]
  await stage.deploy({ id: 'SplitGather', sender: https('/split-gather'), steps })
  expect(await send('/split-gather', ORDERS)).toEqual({ status: 200, text: '[0:pen 1:ink 2:nib ]', log: 'COMPLETED', steps: 14 })
})

test('without Gather the caller gets what was split; without items too', async () => {
  await stage.deploy({ id: 'Split', sender: https('/split'), steps: [splitter(), content('changed')] })
  expect(await send('/split', ORDERS)).toMatchObject({ status: 200, text: ORDERS, log: 'COMPLETED' })
  expect(await send('/split', '<orders/>')).toMatchObject({ status: 200, text: '<orders/>', log: 'COMPLETED', steps: 2 })
})

test('a failure stops the splitter, and the exception subprocess answers with the item that failed', async () => {
  const steps = [splitter({ StopOnExecution: 'true' }), filter, reject]
  await stage.deploy({ id: 'SplitFails', sender: https('/split-fails'), steps })
  expect(await send('/split-fails', ORDERS)).toMatchObject({ status: 500, log: 'FAILED' })
  await stage.deploy({ id: 'SplitHandled', sender: https('/split-handled'), steps, onError: [content('lost ${body}')] })
  expect(await send('/split-handled', ORDERS)).toMatchObject({ status: 200, text: 'lost pen', log: 'COMPLETED' })
})
