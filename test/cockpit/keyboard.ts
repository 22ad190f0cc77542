import type { Page } from 'playwright-core'

/** More stops than any page has. */
const MOST = 150

/** The accessible name of what has the focus, through the shadow roots. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    const host = element?.getRootNode()
    const outer = host instanceof ShadowRoot ? host.host : element
    const named = [element, outer].map((each) => each?.getAttribute('aria-label') ?? each?.getAttribute('accessible-name'))
    return (named.find(Boolean) ?? outer?.getAttribute('text') ?? outer?.textContent ?? '').trim()
  })
}

/** Presses Tab until something with this name has the focus. Throws with the names that it met. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const met: string[] = []
  while (met.length < MOST) {
    const focused = await focusedName(page)
    if (focused === name) return
    met.push(focused)
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reaches '${name}': ${[...new Set(met)].join(' | ')}`)
}
