import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { SettingName } from '../../src/config/settings.ts'
import type { RefusalView } from '../../src/platform/admin/refusals.ts'
import { accessToken, basic, DIALECTS, type TestClient, TOKEN_PATHS, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { type RawAnswer, rawBytes } from '../support/raw-request.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

/** Bytes on a socket. `Host` and the end of the connection are added; a body gets its length. */
export interface Attack {
  /** Method and target, as in `GET /http/a/../b`. */
  readonly line: string
  /** Whole lines. */
  readonly headers?: readonly string[]
  readonly body?: string | Uint8Array
  /** Address of this machine that the attack comes from. */
  readonly from?: string
}

/** The whole answer, without what every answer has and differs each time, and what is kept about it. */
export interface Denied {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly cause: string
  /** Part of what happened, as `sluice explain` tells it. */
  readonly why?: string
}

/** The tenant that a file attacks: a flow for the standard role, one for a role of its own, one below a wildcard. */
export interface Arena {
  readonly tenant: TestTenant
  /** Who calls flows rightly: one client of each dialect. */
  readonly clients: ReadonlyMap<string, TestClient>
  /** Calls that reached a flow as they should. */
  rightful: number
}

/** Opens the arena before the first test of the file. After the last one nothing but rightful calls may have reached a flow. */
export function openArena(settings: Partial<Record<SettingName, unknown>> = {}): Arena {
  let tenant: TestTenant
  const clients = new Map<string, TestClient>()
  beforeAll(async () => {
    // Attacks fail often; how that is slowed down has tests of its own.
    tenant = await testTenant({ failuresPerClient: 0, failuresPerSource: 0, ...settings })
    await tenant.platform.roles.create('iflmap', 'Invoices.send')
    await deploy(tenant, { id: 'Orders', sender: https('/orders'), steps: [content('orders')] })
    await deploy(tenant, { id: 'Invoices', sender: https('/invoices', { userRole: 'Invoices.send' }), steps: [content('invoices')] })
    await deploy(tenant, { id: 'Public', sender: https('/public/*'), steps: [content('public')] })
    for (const dialect of DIALECTS) {
      // Not by the name of its tenant, which nobody here resolves.
      const client = { ...(await testClient(tenant, dialect)), tokenUrl: tenant.publicUrl + TOKEN_PATHS[dialect] }
      clients.set(dialect, client)
      // The first JWT makes the signing key.
      await accessToken(client, 'jwt')
    }
  })
  afterAll(() => tenant.stop())
  return {
    get tenant() {
      return tenant
    },
    clients,
    rightful: 0,
  }
}

/** A call that must get through, with what the flow answers. Resolves when its message stands in the log, which is written later. */
export async function expectReached(arena: Arena, attack: Attack, flow: 'orders' | 'invoices' | 'public'): Promise<void> {
  arena.rightful += 1
  const { status, body } = await send(arena.tenant, attack)
  expect([status, body]).toEqual([200, flow])
  await vi.waitFor(async () => expect(await arena.tenant.store.messageLogs.count()).toBeGreaterThanOrEqual(arena.rightful), { interval: 2 })
  expect(await arena.tenant.store.messageLogs.count()).toBe(arena.rightful)
}

/** Last in a file: the flows ran for `expectReached` and for nobody else. */
export function testThatNothingElseRan(arena: Arena): void {
  test('no attack reached a flow', async () => {
    const authorization = bearer(await accessToken(arena.clients.get('neo')!))
    // Logs are written in the order in which messages end, so that of this call comes after all others.
    await expectReached(arena, { line: 'GET /http/public/last', headers: [authorization] }, 'public')
  })
}

export function send({ publicUrl, ...tenant }: TestTenant, { line, headers = [], body, from }: Attack): Promise<RawAnswer> {
  const host = headers.some((header) => /^host *:/i.test(header)) ? [] : [`Host: ${new URL(publicUrl).host}`]
  const length =
    body === undefined || headers.some((header) => /^(?:content-length|transfer-encoding) *:/i.test(header))
      ? []
      : [`Content-Length: ${Buffer.byteLength(body)}`]
  const head = [`${line} HTTP/1.1`, ...host, ...headers, ...length, 'Connection: close', '', ''].join('\r\n')
  return rawBytes({ publicUrl, ...tenant }, Buffer.concat([Buffer.from(head), Buffer.from(body ?? '')]), from)
}

/** Refuses with exactly this answer, changes nothing, and keeps why; without any of the secrets. */
export async function expectDenied({ tenant }: Arena, attack: Attack, denied: Denied, secrets: readonly string[] = []): Promise<RawAnswer> {
  const before = stateOf(tenant)
  const answer = await send(tenant, attack)
  const { status, headers, body } = denied
  expect(wholeAnswer(answer)).toEqual({ status, headers, body })
  await expectKept(tenant, answer, denied, secrets)
  expect(stateOf(tenant)).toEqual(before)
  return answer
}

/** What is kept about an answer. */
export async function expectKept(
  { publicUrl, adminToken }: TestTenant,
  { status, headers }: RawAnswer,
  { cause, why = '' }: Pick<Denied, 'cause' | 'why'>,
  secrets: readonly string[] = [],
): Promise<RefusalView> {
  const url = `${publicUrl}/admin/v1/refusals/${headers['x-request-id']}`
  const kept = (await (await fetch(url, { headers: { authorization: `Bearer ${adminToken}` } })).json()) as RefusalView
  expect([kept.requestId, kept.status, kept.cause]).toEqual([headers['x-request-id'], status, cause])
  expect(kept.happened).toContain(why)
  for (const secret of secrets) expect(JSON.stringify(kept)).not.toContain(secret)
  return kept
}

const VOLATILE = ['date', 'connection', 'content-length', 'x-request-id', 'x-vcap-request-id']

export function wholeAnswer({ status, headers, body }: RawAnswer): Pick<Denied, 'status' | 'headers' | 'body'> {
  const kept = Object.entries(headers).filter(([name]) => !VOLATILE.includes(name))
  return { status, headers: Object.fromEntries(kept), body }
}

/** Where refusals themselves leave a trace. */
const TRACES = ['refusals', 'audit_log', 'audit_log_extent']

/** Every row of the database by table, as text. When a secret opened last is written late, and told of refused requests too. */
export function stateOf({ dataDir }: Pick<TestTenant, 'dataDir'>): Readonly<Record<string, string>> {
  const database = new Sqlite(join(dataDir, 'sluice.db'), { readonly: true })
  try {
    const tables = database
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
      .pluck()
      .all() as string[]
    const rows = (table: string) => database.prepare(`select * from ${table}`).all() as Record<string, unknown>[]
    const text = (row: Record<string, unknown>) => JSON.stringify(Object.values({ ...row, lastUsedAt: null }).map(plain))
    return Object.fromEntries(tables.filter((table) => !TRACES.includes(table)).map((table) => [table, rows(table).map(text).join('\n')]))
  } finally {
    database.close()
  }
}

const plain = (value: unknown): unknown => (Buffer.isBuffer(value) ? value.toString('base64') : value)

/** Without what rightful calls leave in the log of messages. */
export const withoutMessages = (state: ReturnType<typeof stateOf>): ReturnType<typeof stateOf> =>
  Object.fromEntries(Object.entries(state).filter(([table]) => !table.startsWith('message_log')))

export const bearer = (token: string): string => `Authorization: Bearer ${token}`
export const basicLine = (client: Pick<TestClient, 'id' | 'secret'>): string => `Authorization: ${basic(client)}`
export const FORM = 'Content-Type: application/x-www-form-urlencoded'
