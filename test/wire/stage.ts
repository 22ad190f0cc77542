import { afterAll, beforeAll } from 'vitest'
import { accessToken, basic, type TestClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

/** The tenant of a test file: one flow for everybody, one with a role of its own, one with CSRF protection. */
export interface Stage {
  readonly tenant: TestTenant
  /** Calls a path, with an order as body of a POST. */
  call(path: string, authorization?: string, headers?: Readonly<Record<string, string>>, method?: string): Promise<Response>
}

/** Opens the stage before the first test of the file and stops it after the last. */
export function useStage(): Stage {
  let tenant: TestTenant
  beforeAll(async () => {
    tenant = await testTenant()
    await deployFlows(tenant)
  })
  afterAll(() => tenant.stop())
  return {
    get tenant() {
      return tenant
    },
    call: (path, authorization, headers = {}, method = 'POST') =>
      fetch(tenant.publicUrl + path, {
        method,
        headers: { ...(authorization !== undefined && { authorization }), ...headers },
        ...(method === 'POST' && { body: '{"productIdentifier":"HT-2000"}' }),
      }),
  }
}

async function deployFlows(tenant: TestTenant): Promise<void> {
  const flow = (id: string, address: string, more: Record<string, string> = {}) =>
    deploy(tenant, { id, sender: https(address, more), steps: [content(`${id} reached`)] })
  await tenant.platform.roles.create('iflmap', 'Invoices.send')
  await flow('Orders', '/orders')
  await flow('Invoices', '/invoices', { userRole: 'Invoices.send' })
  await flow('Protected', '/protected', { xsrfProtection: '1' })
}

/** The header of a call with a fresh token. */
export async function bearer(client: TestClient, format?: 'jwt' | 'opaque'): Promise<string> {
  return `Bearer ${await accessToken(client, format)}`
}

/** A token request with these credentials at the client's own token endpoint. */
export function askForToken(client: TestClient, credentials: { id: string; secret: string } = client): Promise<Response> {
  const headers = { authorization: basic(credentials) }
  return fetch(`${client.tokenUrl}?grant_type=client_credentials`, { method: 'POST', headers })
}

export const invalidToken = (description: string): string =>
  `Bearer realm="sluice", error="invalid_token", error_description="${description}"`
