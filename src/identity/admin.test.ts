import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { memoryVault } from '../store/open-vault.ts'
import type { SettingStore } from '../store/settings.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import { openAdmin } from './admin.ts'

let folder: string
let settings: SettingStore
let close: () => Promise<void>
const vault = memoryVault()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'admin-'))
  const store = await openSqliteStore({ file: ':memory:' })
  settings = store.settings
  close = () => store.close()
})
afterEach(async () => {
  await close()
  await rm(folder, { recursive: true })
})

const open = () => openAdmin({ dataDir: join(folder, 'data'), settings, vault })
const file = (name: string) => join(folder, 'data', name)
const secretIn = async (name: string) => (await readFile(file(name), 'utf8')).trim()

test('makes a password and a token on first start, for the owner only', async () => {
  const admin = await open()
  const [password, token] = [await secretIn('admin-password'), await secretIn('admin-token')]
  expect(password).toMatch(/^[\w-]{24}$/)
  expect(token).toMatch(/^sluice_admin_[\w-]{43}$/)
  expect([(await stat(file('admin-password'))).mode & 0o777, (await stat(file('admin-token'))).mode & 0o777]).toEqual([0o600, 0o600])
  expect([admin.isPassword(password), admin.isToken(token)]).toEqual([true, true])
  expect([admin.isPassword(token), admin.isToken(password), admin.isPassword(''), admin.isToken('sluice_admin_')]).toEqual([
    false,
    false,
    false,
    false,
  ])
})

test('the store has hashes only', async () => {
  await open()
  const stored = [await settings.get('admin-password-hash'), await settings.get('admin-token-hash')]
  for (const hash of stored) expect(hash).toMatch(/^[\w-]{43}$/)
  expect(stored).not.toContain(await secretIn('admin-password'))
})

test('keeps both on later starts, also without the password file', async () => {
  await open()
  const [password, token] = [await secretIn('admin-password'), await secretIn('admin-token')]
  await rm(file('admin-password'))
  const admin = await open()
  expect([admin.isPassword(password), admin.isToken(token)]).toEqual([true, true])
  await expect(stat(file('admin-password'))).rejects.toThrow('ENOENT')
})

test('makes a new token when its file is gone; the old one is worth nothing', async () => {
  await open()
  const old = await secretIn('admin-token')
  await rm(file('admin-token'))
  const admin = await open()
  expect([admin.isToken(old), admin.isToken(await secretIn('admin-token'))]).toEqual([false, true])
})
