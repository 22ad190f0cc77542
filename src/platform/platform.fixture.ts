import { Secrets } from '../identity/secrets.ts'
import { ManualClock } from '../kernel/clock.ts'
import { silentLogger } from '../kernel/logger.ts'
import { memoryVault } from '../store/open-vault.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import { openClientAuthority } from './certificates/client-authority.ts'
import { createPlatform, type Platform } from './platform.ts'
import { ensureSubaccounts } from './subaccounts.ts'

export const ADDRESSES = {
  runtimeUrl: 'http://runtime.example',
  apiUrl: 'http://api.example',
  tokenUrl: 'http://auth.example/oauth/token',
  certificateUrl: 'https://cert.example',
}

/** A platform on a database in memory, with a clock that stands at the start of 2026. */
export async function openPlatform(): Promise<Platform & { store: Store; vault: Vault; secrets: Secrets; clock: ManualClock }> {
  const clock = new ManualClock()
  const vault = memoryVault()
  const secrets = new Secrets(vault)
  const store = await openSqliteStore({ file: ':memory:', clock })
  const subaccounts = await ensureSubaccounts(store, clock)
  const clientAuthority = await openClientAuthority({ settings: store.settings, vault, clock })
  const parts = { store, vault, secrets, clientAuthority, subaccounts, addresses: () => ADDRESSES, clock, logger: silentLogger }
  const platform = createPlatform({ ...parts, audit: { record() {} }, secretMinimumLength: 1, signingKeyDays: 0 })
  return { ...platform, store, vault, secrets, clock }
}
