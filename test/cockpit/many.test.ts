import { expect, test } from 'vitest'
import type { MessageLogRecord } from '../../src/store/message-logs.ts'
import type { TestTenant } from '../support/tenant.ts'
import { row, rows } from './elements.ts'
import { cockpitStage } from './stage.ts'

const MESSAGES = 10_000
const ARTIFACTS = 500

/** Milliseconds; what a page may take on a machine that does nothing else. */
const FIRST_VIEW = 1500

const stage = cockpitStage({ prepare: fill })

async function fill({ store }: TestTenant): Promise<void> {
  const now = Date.now()
  for (let index = 0; index < ARTIFACTS; index++) {
    const artifact = { id: `Flow_${index}`, type: 'INTEGRATION_FLOW', version: '1.0.0', name: `Flow ${index}`, packageId: 'P' } as const
    await store.runtimeArtifacts.put({ ...artifact, status: 'STARTED', error: null, deployedBy: 'me', deployedOn: now }, new Uint8Array())
  }
  await store.messageLogs.write(Array.from({ length: MESSAGES }, (_, index) => messageAt(now - index * 300, index)))
}

function messageAt(start: number, index: number): MessageLogRecord {
  const status = index % 50 === 0 ? 'FAILED' : 'COMPLETED'
  const log = {
    messageGuid: `AG${String(index).padStart(26, '0')}`,
    correlationId: `C${index}`,
    flowId: `Flow_${index % ARTIFACTS}`,
    flowName: `Flow ${index % ARTIFACTS}`,
    packageId: 'P',
    packageName: 'P',
    status,
    customStatus: status,
    logLevel: 'INFO',
    start,
    end: start + 12,
    sender: 'Sender',
    receiver: 'Receiver',
    applicationMessageId: '',
    applicationMessageType: '',
  }
  return { log, details: { customHeaders: [], attachments: [], adapterAttributes: [], error: null } }
}

test.each([
  ['/monitor/messages', 'AG00000000000000000000000000', 'Messages: 10000'],
  ['/monitor/content', 'Flow_0', 'Deployed artifacts: 500'],
])('%s comes page by page, the first one soon', async (path, first, count) => {
  const { page } = await stage.open('/')
  const times: number[] = []
  for (let round = 0; round < 3; round++) {
    const begin = performance.now()
    await page.goto(stage.url(path))
    await row(page, first).waitFor()
    times.push(performance.now() - begin)
  }
  expect(Math.min(...times)).toBeLessThan(FIRST_VIEW)
  await page.getByText(count).waitFor()
  await expect.poll(() => rows(page).count()).toBe(50)
  await page.locator('ui5-table-growing').getByRole('button').click()
  await expect.poll(() => rows(page).count()).toBe(100)
})
