// `npm run screenshots`: pictures of every page in both themes, from a tenant with the demo, into docs/images/.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { NAVIGATION } from '../../cockpit/src/app/navigation.ts'
import { readSettings } from '../../src/config/read-settings.ts'
import { runDemo } from '../../src/demo/demo.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import { startTenant } from '../../src/tenant.ts'

const THEMES = ['light', 'dark'] as const

/** Pages that the navigation does not lead to: picture → how to get there from the page before. */
const DETAILS: Readonly<Record<string, { readonly from: string; open(page: Page): Promise<void> }>> = {
  'design-package': { from: '/design/packages', open: (page) => firstRow(page) },
  'monitor-content-artifact': { from: '/monitor/content', open: (page) => firstRow(page) },
  'monitor-messages-message': { from: '/monitor/messages', open: (page) => firstRow(page) },
  'services-instances-instance': { from: '/services/instances', open: (page) => firstRow(page) },
}

const folder = fileURLToPath(new URL('../../docs/images', import.meta.url))
mkdirSync(folder, { recursive: true })
const dataDir = mkdtempSync(join(tmpdir(), 'sluice-screenshots-'))
const tenant = await startTenant(readSettings({ dataDir, port: 0, httpsPort: 0 }, {}).settings, silentLogger)
try {
  await runDemo(tenant, dataDir)
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
  for (const theme of THEMES)
    await takeAll(await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: theme, locale: 'en-GB' }), theme)
  await browser.close()
} finally {
  await tenant.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

async function takeAll(page: Page, theme: string): Promise<void> {
  await open(page, '/')
  await page.getByLabel('Password').waitFor()
  await take(page, `login-${theme}`)
  await page.getByLabel('Password').fill(readFileSync(join(dataDir, 'admin-password'), 'utf8').trim())
  await page.keyboard.press('Enter')
  await page.locator('ui5-shellbar').waitFor()
  for (const { path } of NAVIGATION.flatMap(({ entries }) => entries)) {
    await open(page, path)
    await take(page, `${path === '/' ? 'overview' : path.slice(1).replaceAll('/', '-')}-${theme}`)
  }
  for (const [name, { from, open: openDetail }] of Object.entries(DETAILS)) {
    await open(page, from)
    await openDetail(page)
    await take(page, `${name}-${theme}`)
  }
}

const open = (page: Page, path: string) => page.goto(`${tenant.localUrl}/cockpit${path}`)
const firstRow = (page: Page) => page.locator('ui5-table-row').first().click()

/** Small enough for a repository. */
async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 60, animations: 'disabled' })
  console.log(`Took docs/images/${name}.jpg`)
}
