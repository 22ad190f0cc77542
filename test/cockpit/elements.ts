import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'

/** A page, or what is looked for in a part of it only. */
type Scope = Page | Locator

export const button = (scope: Scope, name: string): Locator => scope.getByRole('button', { name, exact: true })
export const field = (scope: Scope, label: string): Locator => scope.getByLabel(label, { exact: true })
export const select = (scope: Scope, label: string): Locator => scope.locator(`ui5-select[accessible-name="${label}"]`)
export const tab = (scope: Scope, name: string): Locator => scope.getByRole('tab', { name, exact: true })
/** A choice of a segmented button. */
export const segment = (scope: Scope, name: string): Locator => scope.locator('ui5-segmented-button-item', { hasText: name })
export const table = (scope: Scope, name: string): Locator => scope.locator(`ui5-table[accessible-name="${name}"]`)
/** Of every table, without the headers. */
export const rows = (scope: Scope): Locator => scope.locator('ui5-table-row')
export const row = (scope: Scope, text: string | RegExp): Locator => scope.locator('ui5-table-row', { hasText: text })
/** An entry of the areas at the side. */
export const area = (page: Page, name: string): Locator => page.locator(`ui5-side-navigation-sub-item[text="${name}"]`)
/** The value that stands beside its name. */
export const fact = (page: Page, name: string): Locator =>
  page.locator('.fact', { has: page.getByText(name, { exact: true }) }).locator('dd')

/** The dialog with this title, or the one that is open. */
export const dialog = (page: Page, title?: string): Locator =>
  page.locator(title === undefined ? 'ui5-dialog[open]' : `ui5-dialog[open][header-text="${title}"]`)

/** The same when it has taken the focus: until then it takes it from a field that is being filled, and the text goes elsewhere. */
export async function opened(page: Page, title?: string): Promise<Locator> {
  const found = dialog(page, title)
  await found.and(page.locator(':focus-within')).waitFor()
  return found
}

/** Presses a button of the dialog that is open. */
export const submit = (page: Page, name: string): Promise<void> => button(dialog(page), name).click()

/** Presses a button that asks first, says yes, and waits until it is done. */
export async function confirm(page: Page, name: string, opener = button(page, name)): Promise<void> {
  await opener.click()
  await button(dialog(page, name), name).click()
  await dialog(page, name).waitFor({ state: 'detached' })
}

/** Chooses in a list that is open, and waits until it is hidden: by then it has given the focus back, which it would take from the next field. */
async function chooseOption(option: Locator): Promise<void> {
  await option.click()
  await option.waitFor({ state: 'hidden' })
}

/** Chooses in a select. */
export async function choose(scope: Scope, label: string, option: string | RegExp): Promise<void> {
  await select(scope, label).click()
  await chooseOption(select(scope, label).getByRole('option', { name: option, exact: true }))
}

/** Adds one to the choices of a field that takes several. */
export async function addChoice(scope: Scope, label: string, option: string): Promise<void> {
  await field(scope, label).fill(option)
  await chooseOption(scope.locator(`ui5-multi-combobox[accessible-name="${label}"] ui5-mcb-item[text="${option}"]`))
}

/** Chooses in the menu of a button what opens a dialog; that dialog. */
export async function chooseInMenu(page: Page, opener: string, item: string): Promise<Locator> {
  await button(page, opener).click()
  await page.getByRole('menuitem', { name: item }).click()
  return opened(page)
}

/** Presses the button that copies a value; the value, once the button says that it was copied. */
export async function copied(page: Page, name: string): Promise<string> {
  const copy = button(page, `Copy ${name}`)
  await copy.click()
  await copy.waitFor({ state: 'detached' })
  return page.evaluate(() => navigator.clipboard.readText())
}

interface Downloaded {
  readonly name: string
  readonly content: Buffer
}

/** The file that a click downloads. */
export async function downloaded(page: Page, click: () => Promise<unknown>): Promise<Downloaded> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()])
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) }
}
