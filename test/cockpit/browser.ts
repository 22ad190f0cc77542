import { readFileSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

const AXE = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

/** Without the flags the browser looks for hosts of its maker. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Debian's Chromium without a window. */
export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS })

/** What went wrong in a page without anybody seeing it: failed scripts, errors in the console (violations of the policy too), foreign hosts. */
export interface Watched {
  readonly page: Page
  readonly troubles: string[]
}

export interface PageOptions {
  readonly width?: number
  readonly theme?: 'light' | 'dark'
}

/** Milliseconds that a page may take for something; machines of a CI have much to do. */
export const PATIENCE = 15_000

/** A page that remembers its troubles. Answers 4xx of the APIs are none: pages show them. */
export async function openPage(browser: Browser, origin: string, options: PageOptions = {}): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 860 },
    colorScheme: options.theme ?? 'light',
    locale: 'en-GB',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`script: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) troubles.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:') && !request.url().startsWith('blob:'))
      troubles.push(`foreign: ${request.url()}`)
  })
  return { page, troubles }
}

/** Logs in by typing the password at the address. */
export async function logIn(page: Page, url: string, password: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Password').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('ui5-shellbar').waitFor()
}

/** Serious findings of axe-core on the page as it is, one line each. */
async function accessibilityFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE)
  const findings = await page.evaluate(async () => {
    const { violations } = await (globalThis as never as { axe: { run(): Promise<{ violations: AxeViolation[] }> } }).axe.run()
    return violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      where: nodes.map(({ target }) => target.flat().join(' ')).slice(0, 3),
    }))
  })
  return findings.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, where }) => `${id}: ${where.join(', ')}`)
}

interface AxeViolation {
  readonly id: string
  readonly impact: string | null
  readonly nodes: { readonly target: (string | string[])[] }[]
}

/**
 * A page may have no trouble and no serious finding.
 *
 * @param name told when it has
 */
export async function expectSound({ page, troubles }: Watched, name = page.url()): Promise<void> {
  expect({ name, troubles, accessibility: await accessibilityFindings(page) }).toEqual({ name, troubles: [], accessibility: [] })
}

/** Pixels by which the page is wider than the screen. */
export const overflowOf = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
