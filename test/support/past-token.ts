import { join } from 'node:path'
import { createIdentity } from '../../src/identity/identity.ts'
import { httpRequest, whole } from '../../src/identity/testing/http-request.fixture.ts'
import { ManualClock } from '../../src/kernel/clock.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import { openVault } from '../../src/store/open-vault.ts'
import { basic, type TestClient, TOKEN_PATHS } from './client.ts'
import type { TestTenant } from './tenant.ts'

const MINUTE = 60_000

/** A genuine token from that many minutes ago: of an authorization server on the tenant's keys and data with its clock set back. */
export async function pastToken(tenant: TestTenant, client: TestClient, format: 'jwt' | 'opaque', minutes: number): Promise<string> {
  const identity = createIdentity({
    store: tenant.store,
    vault: await openVault({ masterKeyFile: join(tenant.dataDir, 'master.key') }),
    clock: new ManualClock(Date.now() - minutes * MINUTE),
    logger: silentLogger,
    admin: { isPassword: () => false, isToken: () => false, passwordVersion: '' },
    publicUrl: () => tenant.publicUrl,
    origins: () => [tenant.publicUrl],
    refusalsKept: 0,
    rules: { plainHttp: true },
    refusalsKeptDays: 1,
    auditKeptDays: 1,
  })
  const path = TOKEN_PATHS[client.dialect]
  const target = `${path}?grant_type=client_credentials&token_format=${format}`
  const endpoint = identity.routes.find((route) => route.path === path)!
  const { body } = await whole(await endpoint.handler(httpRequest({ target, headers: { authorization: basic(client) } })))
  return (JSON.parse(body) as { access_token: string }).access_token
}
