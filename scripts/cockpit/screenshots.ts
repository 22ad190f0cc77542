// `npm run screenshots`: pictures of every page in both themes, from a tenant with the demo, into docs/images/.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { readSettings } from '../../src/config/read-settings.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import { startTenant } from '../../src/tenant.ts'
import { type Exhibits, exhibit } from './exhibits.ts'
import { pagesOf } from './pages.ts'

const THEMES = ['light', 'dark'] as const

const folder = fileURLToPath(new URL('../../docs/images', import.meta.url))
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const dataDir = mkdtempSync(join(tmpdir(), 'sluice-screenshots-'))
const readSecret = (name: string): string => readFileSync(join(dataDir, name), 'utf8').trim()
const tenant = await startTenant(readSettings({ dataDir, port: 0, httpsPort: 0 }, {}).settings, silentLogger)
try {
  const exhibits = await exhibit(tenant, readSecret('admin-token'))
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
  for (const theme of THEMES) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme: theme, locale: 'en-GB' })
    await takeAll(page, theme, exhibits)
  }
  await browser.close()
} finally {
  await tenant.stop()
  rmSync(dataDir, { recursive: true, force: true })
}

async function takeAll(page: Page, theme: string, exhibits: Exhibits): Promise<void> {
  await open(page, '/')
  await page.getByLabel('Password').waitFor()
  await take(page, `login-${theme}`)
  await page.getByLabel('Password').fill(readSecret('admin-password'))
  await page.keyboard.press('Enter')
  await page.locator('ui5-shellbar').waitFor()
  for (const { name, path } of pagesOf(exhibits)) {
    await open(page, path)
    await take(page, `${name}-${theme}`)
  }
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${tenant.localUrl}/cockpit${path}`)
}

/** Small enough for a repository. */
async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 32, animations: 'disabled' })
  console.log(`Took docs/images/${name}.jpg`)
}
