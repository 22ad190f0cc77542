import { afterAll, beforeAll, expect } from 'vitest'
import { basic } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import type { FlowSketch } from '../support/flow.ts'
import { type ManagementApi, managementApi } from '../support/management-api.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

export type LogEntry = Readonly<Record<string, unknown>> & { readonly MessageGuid: string }

/** A tenant of its own for a test file, and a client that may call its flows. */
export interface Stage {
  readonly tenant: TestTenant
  /** Header of the client. */
  readonly authorization: string
  deploy(flow: FlowSketch): Promise<void>
  /** Calls a flow at its address as the client, by POST unless told otherwise. */
  call(address: string, body?: BodyInit, init?: RequestInit): Promise<Response>
  readonly api: ManagementApi
  /** The log entry of a message once it is written, and its id; the query is that of OData. */
  logOf(answer: Response, query?: string): Promise<LogEntry>
}

/** Opens the stage before the first test of the file and stops it after the last. */
export function useStage(settings: Parameters<typeof testTenant>[0] = {}): Stage {
  let tenant: TestTenant
  let authorization: string
  beforeAll(async () => {
    tenant = await testTenant(settings)
    authorization = await callerOf(tenant)
  })
  afterAll(() => tenant.stop())
  const api: ManagementApi = (...call) => managementApi(tenant)(...call)
  return {
    get tenant() {
      return tenant
    },
    get authorization() {
      return authorization
    },
    deploy: (flow) => deploy(tenant, flow),
    call: (address, body, init = {}) =>
      fetch(`${tenant.publicUrl}/http${address}`, { method: 'POST', body, ...init, headers: { authorization, ...init.headers } }),
    api,
    async logOf(answer, query = '') {
      const path = `MessageProcessingLogs('${answer.headers.get('SAP_MessageProcessingLogID')}')`
      await expect.poll(async () => (await api('GET', path)).status).toBe(200)
      return ((await (await api('GET', path + query)).json()) as { d: LogEntry }).d
    },
  }
}

/** Registers a client that may call flows; its `Authorization` header. */
export async function callerOf({ platform }: Pick<TestTenant, 'platform'>): Promise<string> {
  const { client, secret } = await platform.clients.register({ name: 'Tests', application: 'iflmap' })
  await platform.assignments.assign({ user: `oauth_client_${client.clientId}`, application: 'iflmap', role: 'ESBMessaging.send' })
  return basic({ id: client.clientId, secret })
}
