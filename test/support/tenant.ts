import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '../../src/config/read-settings.ts'
import type { SettingName } from '../../src/config/settings.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import { type RunningTenant, startTenant } from '../../src/tenant.ts'

/** A tenant of its own on free ports, with a data folder that goes when it stops. */
export interface TestTenant extends RunningTenant {
  readonly dataDir: string
  /** For `Authorization: Bearer …` on `/api/v1` and `/admin/v1`. */
  readonly adminToken: string
  /** Stops and keeps the data folder, for a restart; `stop` afterwards only removes it. */
  suspend(): Promise<void>
}

export async function testTenant(settings: Partial<Record<SettingName, unknown>> = {}): Promise<TestTenant> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-test-'))
  const flags = { dataDir, port: 0, httpsPort: 0, ...settings }
  const tenant = await startTenant(readSettings(flags, {}).settings, silentLogger)
  let stopped: Promise<void> | undefined
  const stopOnce = () => {
    stopped ??= tenant.stop()
    return stopped
  }
  return {
    ...tenant,
    dataDir,
    adminToken: readFileSync(join(dataDir, 'admin-token'), 'utf8').trim(),
    suspend: stopOnce,
    async stop() {
      await stopOnce()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
