import { firstCalls } from '../../src/demo/first-call.ts'
import { type DemoTenant, loadDemo } from '../../src/demo/load.ts'

/** What of the demo stands in addresses of pages. */
export interface Exhibits {
  /** A Neo client that holds a role. */
  readonly clientId: string
  /** A message that went through the flow with a trace. */
  readonly messageId: string
}

const FLOW = 'ProductDetails'

/** What lists would be empty without: path below the origin → what is posted there. */
const OBJECTS: readonly (readonly [path: string, body: Readonly<Record<string, unknown>>])[] = [
  ['/admin/v1/roles', { application: 'iflmap', name: 'Orders.send' }],
  ['/api/v1/UserCredentials', { Name: 'Catalogue', Kind: 'default', Description: 'Product catalogue', User: 'sluice', Password: 'sluice' }],
  ['/api/v1/NumberRanges', { Name: 'Orders', Description: 'Numbers of orders', MinValue: '1', MaxValue: '9999', CurrentValue: '41' }],
  ['/api/v1/AccessPolicies', { RoleName: 'Catalogue', Description: 'Flows of the product catalogue' }],
]

/**
 * Loads the demo and makes it worth a look: calls of both dialects, one that fails, one that is refused, a trace, tests that ran,
 * and an object in most lists. Everything is made through the APIs that anybody calls. Throws when an API answers with an error.
 *
 * @param adminToken for `Authorization: Bearer …`
 */
export async function exhibit(tenant: DemoTenant, adminToken: string): Promise<Exhibits> {
  const send = async (method: string, path: string, body: unknown, authorization = `Bearer ${adminToken}`): Promise<Response> => {
    const headers = { authorization, accept: 'application/json', 'content-type': 'application/json' }
    return fetch(tenant.localUrl + path, { method, headers, body: typeof body === 'string' ? body : JSON.stringify(body) })
  }
  const make = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const answer = await send(method, path, body)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  const demo = await loadDemo(tenant)
  await make('PUT', `/admin/v1/log-levels/${FLOW}`, { level: 'TRACE' })
  for (const [path, body] of OBJECTS) await make('POST', path, body)
  await firstCalls(demo, tenant.localUrl)
  await make('POST', `/admin/v1/artifacts/${FLOW}/test-runs`, {})

  const { pathname } = new URL(demo.endpointUrl)
  const stranger = (await make('POST', '/admin/v1/clients', { name: 'Reporting', application: 'iflmap' })) as Credentials
  await send('POST', pathname, '{}', basic(stranger))
  await send('POST', pathname, 'no JSON', basic(demo.neo))
  const traced = await send('POST', pathname, '{"productIdentifier":"HT-2000"}', basic(demo.neo))
  return { clientId: demo.neo.clientId, messageId: traced.headers.get('SAP_MessageProcessingLogID') ?? '' }
}

interface Credentials {
  readonly clientId: string
  readonly secret: string
}

const basic = ({ clientId, secret }: Credentials): string => `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`
