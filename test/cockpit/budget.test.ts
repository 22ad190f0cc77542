import type { Page, Request } from 'playwright-core'
import { expect, test } from 'vitest'
import { NAVIGATION } from '../../cockpit/src/app/navigation.ts'
import { type Exhibits, exhibit } from '../../scripts/cockpit/exhibits.ts'
import { pagesOf } from '../../scripts/cockpit/pages.ts'
import { expectSound, logIn, overflowOf } from './browser.ts'
import { cockpitStage } from './stage.ts'

/** Bytes on the wire, headers and answers of the APIs included, until somebody who came for the first time sees the Overview. */
const INITIAL_LOAD = 350_000

/** Names that only the code of the diagram and the code of the editor have. */
const LATE = { diagram: 'bjs-powered-by', editor: 'cm-content' } as const

let exhibits: Exhibits
const stage = cockpitStage({
  async prepare(tenant) {
    exhibits = await exhibit(tenant, tenant.adminToken)
  },
})

interface Transfer {
  bytes: number
  /** Code that came, by what it is for. */
  readonly code: Set<keyof typeof LATE>
}

/** Counts what the browser receives from now on. */
async function measure(page: Page): Promise<Transfer> {
  const transfer: Transfer = { bytes: 0, code: new Set() }
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    transfer.bytes += encodedDataLength
  })
  page.on('response', async (response) => {
    if (!response.url().endsWith('.js')) return
    const text = await response.text().catch(() => '') // of a page that was left meanwhile
    for (const [name, mark] of Object.entries(LATE)) if (text.includes(mark)) transfer.code.add(name as keyof typeof LATE)
  })
  return transfer
}

/** Milliseconds without a request after which a page has asked for all that it shows. */
const QUIET = 60

/** Until the page has its title, has nothing left to do, and nothing was asked for some time. */
async function drawn(page: Page, requests: Requests): Promise<void> {
  await page.locator('main ui5-title').first().waitFor()
  const isQuiet = async () => {
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)).then(() => undefined))
    return requests.open.size === 0 && performance.now() - requests.last > QUIET
  }
  await expect.poll(isQuiet, { interval: 10 }).toBe(true)
}

interface Requests {
  readonly open: Set<Request>
  /** When the last one began or ended. */
  last: number
}

function watchRequests(page: Page): Requests {
  const requests: Requests = { open: new Set(), last: performance.now() }
  const note = (change: (request: Request) => unknown) => (request: Request) => {
    change(request)
    requests.last = performance.now()
  }
  page.on(
    'request',
    note((request) => requests.open.add(request)),
  )
  for (const end of ['requestfinished', 'requestfailed'] as const)
    page.on(
      end as 'requestfinished',
      note((request) => requests.open.delete(request)),
    )
  return requests
}

test('the first page is light; diagrams and editors come when they are needed', async () => {
  const { page } = await stage.enter()
  const [transfer, requests] = [await measure(page), watchRequests(page)]
  await logIn(page, stage.url('/'), stage.password)
  await page.getByText('Messages per minute').waitFor()
  await drawn(page, requests)
  expect(transfer.bytes).toBeGreaterThan(50_000)
  expect(transfer.bytes).toBeLessThan(INITIAL_LOAD)
  expect([...transfer.code]).toEqual([])
  await page.goto(stage.url('/design/packages/SluiceExamples/artifacts/ProductDetails'))
  await page.locator('.djs-element').first().waitFor()
  await expect.poll(() => [...transfer.code]).toEqual(['diagram'])
})

test.each([
  ['light', 1280],
  ['dark', 400],
] as const)('every page is sound and fits the screen, %s and %i px wide', { timeout: 60_000 }, async (theme, width) => {
  const watched = await stage.enter({ theme, width })
  const { page } = watched
  const requests = watchRequests(page)
  await logIn(page, stage.url('/'), stage.password)
  for (const { name, path } of pagesOf(exhibits)) {
    await page.goto(stage.url(path))
    await drawn(page, requests)
    await expectSound(watched, name)
    expect({ name, ...(await faultsOf(page)) }).toEqual({ name, ...NO_FAULTS })
  }
})

test.each([
  ['dark', 1280],
  ['light', 400],
] as const)(
  'a walk through the navigation meets no trouble and no other host, %s and %i px wide',
  { timeout: 60_000 },
  async (theme, width) => {
    const { page, troubles } = await stage.enter({ theme, width })
    const requests = watchRequests(page)
    await logIn(page, stage.url('/services/instances/demo'), stage.password)
    for (const { path } of NAVIGATION.flatMap(({ entries }) => entries)) {
      if (width < 700) await page.getByLabel('Show or hide the areas').click()
      await page.locator(`ui5-side-navigation-sub-item[data-path="${path}"]`).click()
      await page.waitForURL(({ pathname }) => pathname === `/cockpit${path}` || `${pathname}/` === `/cockpit${path}`)
      await drawn(page, requests)
      expect({ path, troubles, ...(await faultsOf(page)) }).toEqual({ path, troubles: [], ...NO_FAULTS })
    }
  },
)

const NO_FAULTS = { overflow: 0, alerts: [] }

/** Pixels by which the page is wider than the screen, and errors that it shows. */
async function faultsOf(page: Page): Promise<{ overflow: number; alerts: string[] }> {
  return { overflow: await overflowOf(page), alerts: await page.locator('main [role=alert]').allInnerTexts() }
}
