import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { type TestTenant, testTenant } from '../support/tenant.ts'
import { logIn, openBrowser, openPage, PATIENCE, type PageOptions, type Watched } from './browser.ts'

/** A tenant with its cockpit, and a browser before it, while the tests of a file run. */
export interface Stage {
  readonly tenant: TestTenant
  /** Of the administrator. */
  readonly password: string
  /** The address of a page: `/security/oauth?tab=tokens`. */
  url(path: string): string
  /** A page of somebody who is not logged in yet. */
  enter(options?: PageOptions): Promise<Watched>
  /** A page of the administrator. */
  open(path: string, options?: PageOptions): Promise<Watched>
}

interface StageOptions {
  /** `file`: the tests share one, which is the usual; `test`: each has its own. */
  readonly tenantPer?: 'file' | 'test'
  /** Puts into a new tenant what the tests need. */
  readonly prepare?: (tenant: TestTenant) => Promise<unknown>
}

/** Sets up before the tests of the file, closes the pages after each of them, and takes everything down in the end. */
export function cockpitStage({ tenantPer = 'file', prepare }: StageOptions = {}): Stage {
  vi.setConfig({ testTimeout: 4 * PATIENCE, expect: { poll: { timeout: PATIENCE } } })
  let tenant: TestTenant
  let browser: Browser
  const [before, after] = tenantPer === 'file' ? [beforeAll, afterAll] : [beforeEach, afterEach]
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())
  before(async () => {
    tenant = await testTenant()
    await prepare?.(tenant)
  })
  after(() => tenant?.stop())
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close()
  })
  const stage: Stage = {
    get tenant() {
      return tenant
    },
    get password() {
      return readFileSync(join(tenant.dataDir, 'admin-password'), 'utf8').trim()
    },
    url: (path) => `${tenant.localUrl}/cockpit${path}`,
    enter: (options) => openPage(browser, tenant.localUrl, options),
    async open(path, options) {
      const watched = await stage.enter(options)
      await logIn(watched.page, stage.url(path), stage.password)
      return watched
    },
  }
  return stage
}
