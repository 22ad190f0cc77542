import { join } from 'node:path'
import { createIdentity } from '../../src/identity/identity.ts'
import { httpRequest, whole } from '../../src/identity/testing/http-request.fixture.ts'
import { ManualClock } from '../../src/kernel/clock.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import { openVault } from '../../src/store/open-vault.ts'
import { basic, type TestClient, TOKEN_PATHS } from './client.ts'
import type { TestTenant } from './tenant.ts'

const TWO_DAYS = 2 * 86_400_000

/** A genuine token whose time is over: the authorization server on the tenant's own keys and data, with its clock two days back. */
export async function expiredToken(tenant: TestTenant, client: TestClient, format: 'jwt' | 'opaque'): Promise<string> {
  const identity = createIdentity({
    store: tenant.store,
    vault: await openVault({ masterKeyFile: join(tenant.dataDir, 'master.key') }),
    clock: new ManualClock(Date.now() - TWO_DAYS),
    logger: silentLogger,
    admin: { isPassword: () => false, isToken: () => false },
    publicUrl: () => tenant.publicUrl,
    refusalsKept: 0,
  })
  const path = TOKEN_PATHS[client.dialect]
  const target = `${path}?grant_type=client_credentials&token_format=${format}`
  const endpoint = identity.routes.find((route) => route.path === path)!
  const { body } = await whole(await endpoint.handler(httpRequest({ target, headers: { authorization: basic(client) } })))
  return (JSON.parse(body) as { access_token: string }).access_token
}
