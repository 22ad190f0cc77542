import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import german from '../../cockpit/src/messages/de.json' with { type: 'json' }
import english from '../../cockpit/src/messages/en.json' with { type: 'json' }

type Messages = Readonly<Record<string, string>>

const KEYS = Object.keys(english)
const TEXTS: Messages = english
const TRANSLATIONS: Messages = german

const placeholdersOf = (text: string | undefined): string[] =>
  [...(text ?? '').matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '').sort()

const withPlaceholders = (messages: Messages) => Object.fromEntries(KEYS.map((key) => [key, placeholdersOf(messages[key])]))

/** The code of the cockpit without the generated types. */
function code(): string {
  const folder = fileURLToPath(new URL('../../cockpit/src', import.meta.url))
  const names = readdirSync(folder, { recursive: true }).map(String)
  return names
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('-types.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A template literal that makes keys, like `status.${status}`, as the pattern of the keys that it can make. */
const patternOf = (template: string): RegExp =>
  new RegExp(
    `^${template
      .split(/\$\{[^}]*\}/)
      .map(escaped)
      .join('[\\w-]+')}$`,
  )

test('German has every text, and no other', () => {
  expect(Object.keys(german)).toEqual(KEYS)
})

test('a translation fills in the same values', () => {
  expect(withPlaceholders(TRANSLATIONS)).toEqual(withPlaceholders(TEXTS))
})

test('no text is empty', () => {
  expect(KEYS.filter((key) => TEXTS[key]?.trim() === '' || TRANSLATIONS[key]?.trim() === '')).toEqual([])
})

test('every text is used', () => {
  const source = code()
  const literals = new Set([...source.matchAll(/'([\w.-]+)'/g)].map((found) => found[1]))
  const patterns = [...source.matchAll(/`([a-zA-Z]+\.[\w.]*\$\{[^`]*)`/g)].map((found) => patternOf(found[1] ?? ''))
  expect(KEYS.filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)))).toEqual([])
})
