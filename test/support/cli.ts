import { type Finished, runCli } from '../../src/cli/cli.fixture.ts'
import type { TestTenant } from './tenant.ts'

/** Runs `sluice …` in this process, as on the machine of the tenant. */
export function sluice(tenant: TestTenant, argv: readonly string[], stdin = ''): Promise<Finished> {
  return runCli(argv, { stdin, env: { SLUICE_URL: tenant.publicUrl, SLUICE_DATA_DIR: tenant.dataDir } })
}
