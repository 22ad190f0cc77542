import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { SettingStore } from '../store/settings.ts'
import type { Vault } from '../store/vault.ts'
import { readSecret, writeSecret } from './secret-file.ts'
import { equal } from './secrets.ts'

export interface AdminOptions {
  readonly dataDir: string
  readonly settings: SettingStore
  readonly vault: Vault
}

/** Tells the admin token from access tokens at a glance, and from other secrets in a leak. */
const TOKEN_PREFIX = 'sluice_admin_'

/** The administrator: a password for people, a token for the CLI. */
export interface Admin {
  isPassword(password: string): boolean
  isToken(token: string): boolean
  /** Another one when the password is another one; tells nothing about it. */
  readonly passwordVersion: string
}

/**
 * Opens the administrator's credentials. On first start it makes both and writes them to `admin-password` and `admin-token` in
 * the data directory, readable by its owner only; the store keeps keyed hashes. The password file may be deleted once it was
 * read. A missing token file gets a new token: who can write there is the administrator.
 */
export async function openAdmin({ dataDir, settings, vault }: AdminOptions): Promise<Admin> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const digest = (value: string): Buffer => vault.hmac('admin', value)
  const password = await openPassword(join(dataDir, 'admin-password'), settings, digest)
  const token = await openToken(join(dataDir, 'admin-token'), settings, digest)
  return {
    isPassword: (presented) => equal(digest(presented), password),
    isToken: (presented) => presented.startsWith(TOKEN_PREFIX) && equal(digest(presented), token),
    passwordVersion: vault.hmac('admin password version', password.toString('hex')).toString('hex').slice(0, 16),
  }
}

type Digest = (value: string) => Buffer

async function openPassword(file: string, settings: SettingStore, digest: Digest): Promise<Buffer> {
  const stored = await settings.get('admin-password-hash')
  if (stored !== undefined) return Buffer.from(stored, 'base64url')
  const password = randomBytes(18).toString('base64url')
  await writeSecret(file, password)
  return remember('admin-password-hash', digest(password), settings)
}

async function openToken(file: string, settings: SettingStore, digest: Digest): Promise<Buffer> {
  let token = await readSecret(file)
  if (token === undefined) {
    token = TOKEN_PREFIX + randomBytes(32).toString('base64url')
    await writeSecret(file, token)
  }
  return remember('admin-token-hash', digest(token), settings)
}

async function remember(name: string, hash: Buffer, settings: SettingStore): Promise<Buffer> {
  const text = hash.toString('base64url')
  if ((await settings.get(name)) !== text) await settings.put(name, text)
  return hash
}
