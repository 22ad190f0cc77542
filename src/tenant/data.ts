import { join, resolve } from 'node:path'
import type { Settings } from '../config/settings.ts'
import { type Admin, openAdmin } from '../identity/admin.ts'
import { beginAuditLog } from '../identity/audit-beginning.ts'
import { systemClock } from '../kernel/clock.ts'
import type { Logger } from '../kernel/logger.ts'
import { type BrokerCredentials, openBrokerCredentials } from '../platform/broker/broker-credentials.ts'
import { type ClientAuthority, openClientAuthority } from '../platform/certificates/client-authority.ts'
import { ensureSubaccounts, type Subaccounts } from '../platform/subaccounts.ts'
import { openVault } from '../store/open-vault.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'

/** What outlives the process, opened once. */
export interface Data {
  readonly dataDir: string
  readonly store: Store
  readonly vault: Vault
  readonly admin: Admin
  readonly clientAuthority: ClientAuthority
  readonly brokerCredentials: BrokerCredentials
  readonly subaccounts: Subaccounts
}

export async function openData(settings: Settings, logger: Logger): Promise<Data> {
  const dataDir = resolve(settings.dataDir)
  const store = await openSqliteStore({ file: join(dataDir, 'sluice.db'), clock: systemClock, logger })
  const vault = await openVault({ masterKeyFile: join(dataDir, 'master.key'), masterKey: settings.masterKey || undefined })
  const isNew = (await store.subaccounts.list()).length === 0
  await beginAuditLog({ store: store.auditLog, vault, clock: systemClock }, isNew)
  const admin = await openAdmin({ dataDir, settings: store.settings, vault })
  const clientAuthority = await openClientAuthority({ settings: store.settings, vault, clock: systemClock })
  const brokerCredentials = await openBrokerCredentials({ dataDir, configured: settings.brokerCredentials, vault })
  return { dataDir, store, vault, admin, clientAuthority, brokerCredentials, subaccounts: await ensureSubaccounts(store, systemClock) }
}
