import { expect, test } from 'vitest'
import { readSettings } from '../../src/config/read-settings.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import { startTenant } from '../../src/tenant.ts'
import { content, type FlowSketch, https, type StepSketch } from '../support/flow.ts'
import { type LogEntry, useStage } from './stage.ts'

const stage = useStage()

const TRANSACTION = { transactionalHandling: 'Required', transactionTimeout: '30' }
const SOON = { timeout: 10_000, interval: 20 }

const put = (storageName: string, messageId: string): StepSketch => ({
  activity: 'DBstorage',
  properties: {
    operation: 'put',
    storageName,
    visibility: 'global',
    messageId,
    override: 'false',
    encrypt: 'false',
    expire: '30',
    alert: '2',
  },
})
const aggregator = (properties: Record<string, string> = {}): StepSketch => ({
  activity: 'Aggregator',
  properties: {
    ...{ correlationExpression: '/item/order', lastMessageCondition: "/item/last = 'X'", incomingFormat: 'XML_SAME_FORMAT' },
    ...{ aggregationAlgorithm: 'sap-id-list', timeout: '2', datastoreName: 'Items' },
    ...properties,
  },
})
const needsXml: StepSketch = { activity: 'Filter', properties: { wrapContent: '//item' } }
const escalate: StepSketch = { activity: 'EscalationEndEvent' }
const fails: StepSketch = { activity: 'JsonToXmlConverter' }
const item = (order: number, last = '') => `<item><order>${order}</order><last>${last}</last></item>`

async function stored(storeName: string): Promise<Record<string, string>> {
  const { dataStores } = stage.tenant.store
  const entries = await dataStores.entries({ store: { storeName, flowId: '', type: '' } }, Date.now())
  const contents = await Promise.all(entries.map((entry) => dataStores.content(entry, Date.now())))
  return Object.fromEntries(entries.map(({ id }, index) => [id, Buffer.from(contents[index]!).toString()]))
}

async function logsOf(flow: string): Promise<LogEntry[]> {
  const answer = await stage.api('GET', `MessageProcessingLogs?$filter=IntegrationFlowName eq '${flow}'&$orderby=LogStart`)
  return ((await answer.json()) as { d: { results: LogEntry[] } }).d.results
}
const statusesOf = async (flow: string) => (await logsOf(flow)).map(({ Status }) => Status).sort()

async function runsOf(guid: string): Promise<unknown[]> {
  const answer = await stage.api('GET', `MessageProcessingLogs('${guid}')/Runs`)
  return ((await answer.json()) as { d: { results: { OverallState: string }[] } }).d.results.map(({ OverallState }) => OverallState)
}

const SENDER = { ComponentType: 'DataStoreConsumer', visibility: 'global', PollDelay: '1', RetryInterval: '1' }

test('a flow takes entries out of a data store, and tries those again that fail', async () => {
  await stage.deploy({ id: 'Put_Aside', sender: https('/put-aside'), steps: [put('Waiting', '${header.CamelHttpQuery}')] })
  expect((await stage.call('/put-aside?good', '<item>1</item>')).status).toBe(200)
  expect((await stage.call('/put-aside?bad', 'no XML')).status).toBe(200)
  const steps = [needsXml, content('${header.SAP_DataStoreRetries} ${in.body}'), put('Taken', '${header.SapDataStoreId}')]
  await stage.deploy({ id: 'Take', sender: { ...SENDER, storageName: 'Waiting' }, process: TRANSACTION, steps })
  await expect.poll(() => statusesOf('Take'), SOON).toEqual(['COMPLETED', 'RETRY'])
  expect([await stored('Taken'), Object.keys(await stored('Waiting'))]).toEqual([{ good: '0 <item>1</item>' }, ['bad']])

  const { dataStores } = stage.tenant.store
  const bad = (await dataStores.entries({ store: { storeName: 'Waiting', flowId: '', type: '' } }, Date.now()))[0]!
  const failed = (await dataStores.retryOf(bad))!
  expect(failed).toMatchObject({ retries: 1, messageGuid: (await logsOf('Take')).find(({ Status }) => Status === 'RETRY')!.MessageGuid })
  await dataStores.retryLater(bad, { ...failed, retryAt: 0 })
  await expect.poll(() => dataStores.retryOf(bad), SOON).toMatchObject({ retries: 2 })
  const mended = await stage.api('DELETE', "DataStoreEntries(Id='bad',DataStoreName='Waiting',IntegrationFlow='',Type='')")
  expect(mended.status).toBe(202)
  await expect.poll(() => runsOf(failed.messageGuid), SOON).toEqual(['RETRY', 'RETRY'])
  expect(await statusesOf('Take')).toEqual(['COMPLETED', 'RETRY'])
})

test('a message that was tried again and ends well is completed, in the same log entry', async () => {
  const { dataStores } = stage.tenant.store
  const sender = { ...SENDER, storageName: 'Second', PollDelay: '300' }
  await stage.deploy({ id: 'Put_Second', sender: https('/put-second'), steps: [put('Second', 'one')] })
  await stage.call('/put-second', '<item/>')
  await stage.deploy({ id: 'Second', sender, steps: [fails] })
  await expect.poll(() => statusesOf('Second'), SOON).toEqual(['RETRY'])
  const entry = (await dataStores.entries({ store: { storeName: 'Second', flowId: '', type: '' } }, Date.now()))[0]!
  await expect.poll(() => dataStores.retryOf(entry), SOON).toMatchObject({ retries: 1 })
  await dataStores.retryLater(entry, { ...(await dataStores.retryOf(entry))!, retryAt: 0 })
  await stage.deploy({ id: 'Second', sender, steps: [needsXml] })
  await expect.poll(() => statusesOf('Second'), SOON).toEqual(['COMPLETED'])
  const [log] = await logsOf('Second')
  expect([await runsOf(log!.MessageGuid), await stored('Second')]).toEqual([['RETRY', 'COMPLETED'], {}])
})

test('an exception subprocess that ends well ends the retries, and so does an escalation', async () => {
  for (const id of ['Escalates', 'Handles']) {
    await stage.deploy({ id: `Put_${id}`, sender: https(`/put-${id}`), steps: [put(id, 'one')] })
    await stage.call(`/put-${id}`, 'x')
  }
  await stage.deploy({ id: 'Handles', sender: { ...SENDER, storageName: 'Handles' }, steps: [fails], onError: [content('noted')] })
  await stage.deploy({ id: 'Escalates', sender: { ...SENDER, storageName: 'Escalates' }, steps: [fails], onError: [escalate] })
  await expect.poll(() => statusesOf('Handles'), SOON).toEqual(['COMPLETED'])
  await expect.poll(() => statusesOf('Escalates'), SOON).toEqual(['ESCALATED'])
  expect([await stored('Handles'), await stored('Escalates')]).toEqual([{}, {}])
})

test('messages are collected until the last one; what they become is a message of its own', async () => {
  const steps = [aggregator(), put('Collected', '${header.AggregateCorrelationId}')]
  await stage.deploy({ id: 'Collect', sender: https('/collect'), process: TRANSACTION, steps })
  const answer = await stage.call('/collect', item(1))
  expect([answer.status, await answer.text()]).toEqual([200, item(1)])
  await expect.poll(() => statusesOf('Collect'), SOON).toEqual(['COMPLETED', 'PROCESSING'])
  const open = (await logsOf('Collect')).find(({ Status }) => Status === 'PROCESSING')!
  await stage.call('/collect', item(2))
  await stage.call('/collect', item(1, 'X'))
  await expect.poll(() => statusesOf('Collect'), SOON).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'PROCESSING'])
  expect(await stored('Collected')).toEqual({
    1: `<?xml version='1.0' encoding='UTF-8'?><multimap:Messages xmlns:multimap="http://sap.com/xi/XI/SplitAndMerge"><multimap:Message1>${item(1)}${item(1, 'X')}</multimap:Message1></multimap:Messages>`,
  })
  const ended = (await logsOf('Collect')).find(({ MessageGuid }) => MessageGuid === open.MessageGuid)!
  expect([ended.Status, ended.LogStart, await runsOf(open.MessageGuid)]).toEqual(['COMPLETED', open.LogStart, ['COMPLETED']])
  const kept = await stage.api('GET', 'DataStores')
  const items = ((await kept.json()) as { d: { results: Record<string, string>[] } }).d.results.filter(
    ({ DataStoreName }) => DataStoreName === 'Items',
  )
  expect(items).toMatchObject([{ IntegrationFlow: 'Collect', Type: 'Aggregator', NumberOfMessages: '1' }])
})

test('a message that fails adds nothing to its aggregate: not one item of a splitter', async () => {
  const splitter = { activity: 'Splitter', properties: { splitType: 'GeneralSplitter', exprType: 'XPath', splitExprValue: '/items/item/' } }
  const steps = [splitter, needsXml, aggregator({ datastoreName: 'Split' }), put('Split', '${property.CamelAggregatedSize}')]
  await stage.deploy({ id: 'Split_Collect', sender: https('/split-collect'), process: TRANSACTION, steps })
  expect((await stage.call('/split-collect', `<items>${item(1)}<item/></items>`)).status).toBe(500)
  expect((await stage.call('/split-collect', `<items>${item(1)}${item(1)}${item(1, 'X')}</items>`)).status).toBe(200)
  await expect.poll(() => stored('Split').then(Object.keys), SOON).toEqual(['3'])
})

test('an aggregate that fails is tried again, until the exception subprocess ends that', async () => {
  const sketch = { id: 'Stuck', sender: https('/stuck'), process: TRANSACTION, steps: [aggregator(), fails] }
  await stage.deploy(sketch)
  await stage.call('/stuck', item(1, 'X'))
  await expect.poll(() => statusesOf('Stuck'), SOON).toEqual(['COMPLETED', 'RETRY'])
  const { aggregates } = stage.tenant.store
  const step = { flowId: 'Stuck', stepId: 'Step_1' }
  await expect.poll(() => aggregates.due(step, Date.now() + 5 * 60_000, 1), SOON).toMatchObject([{ retries: 1, completedBy: 'predicate' }])
  const [stuck] = await aggregates.due(step, Number.MAX_SAFE_INTEGER, 1)
  await aggregates.put({ ...stuck!, dueAt: 0 })
  await stage.deploy({ ...sketch, onError: [content('noted')] })
  await expect.poll(() => statusesOf('Stuck'), SOON).toEqual(['COMPLETED', 'COMPLETED'])
  expect(await aggregates.due(step, Number.MAX_SAFE_INTEGER, 1)).toEqual([])
})

test('no flow deploys whose aggregator is outside of a transaction', async () => {
  const refused = async (sketch: Partial<FlowSketch> & Pick<FlowSketch, 'steps'>) =>
    stage.deploy({ id: 'Refused', sender: https('/refused'), ...sketch }).catch(({ message }) => message)
  expect(await refused({ process: { transactionalHandling: 'Not Required' }, steps: [aggregator()] })).toBe(
    'Aggregator in Step_1 (Aggregator Step_1): Its integration process must have the transaction handling Required for JDBC, not Not Required',
  )
})

test('an aggregate outlives a restart, and ends by its timeout', async () => {
  const steps = [aggregator(), content('${header.CamelAggregatedCompletedBy}'), put('Late', 'late')]
  await stage.deploy({ id: 'Late', sender: https('/late'), process: TRANSACTION, steps })
  await stage.call('/late', item(1))
  await expect.poll(() => statusesOf('Late'), SOON).toEqual(['COMPLETED', 'PROCESSING'])
  await stage.tenant.suspend()
  const { settings } = readSettings({ dataDir: stage.tenant.dataDir, port: 0, httpsPort: 0 }, {})
  const again = await startTenant(settings, silentLogger)
  try {
    const { aggregates, dataStores, messageLogs } = again.store
    const open = (await aggregates.due({ flowId: 'Late', stepId: 'Step_1' }, Number.MAX_SAFE_INTEGER, 1))[0]!
    expect((await messageLogs.find(open.messageGuid))?.status).toBe('PROCESSING')
    await aggregates.put({ ...open, dueAt: 0 })
    const late = { storeName: 'Late', flowId: '', type: '', id: 'late' }
    await expect.poll(async () => Buffer.from((await dataStores.content(late, Date.now())) ?? '').toString(), SOON).toBe('timeout')
    await expect.poll(async () => (await messageLogs.find(open.messageGuid))?.status, SOON).toBe('COMPLETED')
  } finally {
    await again.stop()
  }
})
