import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dialect } from '../../src/store/subaccounts.ts'
import { type TestClient, TOKEN_PATHS, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

/** What third-party clients meet: a flow at `/http/orders` that tells who calls with what, and a client of each dialect. */
export interface Scene {
  readonly tenant: TestTenant
  readonly clients: Readonly<Record<Dialect, TestClient>>
  /** PEM file of the authority behind the https listener. */
  readonly authorityFile: string
  readonly authority: string
}

/** Every printable character that one of the two encodings of HTTP Basic treats in its own way (contract oauth.md §1.2). */
const CHOSEN = { clientId: 'sb-0000!b1|it-rt-acme!b2', secret: 'u$3w+C/T =%:%41&"~' }

export async function openScene(): Promise<Scene> {
  const tenant = await testTenant()
  await deploy(tenant, {
    id: 'Orders',
    sender: https('/orders'),
    steps: [content('${header.SapAuthenticatedUserName} sent ${in.body}', { 'Content-Type': 'text/plain' })],
  })
  const authorityFile = join(tenant.dataDir, 'tls', 'ca.pem')
  return {
    tenant,
    clients: { neo: await testClient(tenant, 'neo', CHOSEN), 'cloud-foundry': await testClient(tenant, 'cloud-foundry') },
    authorityFile,
    authority: readFileSync(authorityFile, 'utf8'),
  }
}

/** Addresses on one of the two listeners. */
export function addresses({ tenant }: Scene, scheme: 'http' | 'https', dialect: Dialect) {
  const origin = scheme === 'http' ? tenant.publicUrl : tenant.httpsUrl
  return { origin, tokenPath: TOKEN_PATHS[dialect], tokenUrl: origin + TOKEN_PATHS[dialect], flowUrl: `${origin}/http/orders` }
}

export const ORDER = '{"productIdentifier":"HT-2000"}'

/** What the flow answers to this client. */
export const greeting = ({ user }: TestClient): string => `${user} sent ${ORDER}`
