import { createSecretKey } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sealWith } from '../store/audit-log.ts'
import { openServer, type TestServer } from './cli.fixture.ts'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
  await server.roles.create('iflmap', 'Orders.send')
  for (const clientId of ['buyer', 'stranger'])
    await server.clients.register({ name: clientId, clientId, application: 'iflmap', secret: 'a long secret of theirs' })
  await server.assignments.assign({ user: 'oauth_client_buyer', application: 'iflmap', role: 'Orders.send' })
})
afterAll(() => server.stop())

const done = { code: 0, err: '' }

describe('sluice access', () => {
  test('shows who may call what, and why', async () => {
    expect(await server.cli(['access'])).toEqual({
      ...done,
      out: [
        'CLIENT    DIALECT  KIND      NAME             MAY  WHY',
        'buyer     neo      endpoint  /orders/*        yes  Orders.send',
        'buyer     neo      area      view monitoring  no   wrong-subscription',
        'stranger  neo      endpoint  /orders/*        no   no-roles',
        'stranger  neo      area      view monitoring  no   wrong-subscription',
        '',
      ].join('\n'),
    })
  })

  test.each(['/orders/*', 'Orders', 'http://127.0.0.1:8080/http/orders'])('is asked about one endpoint as %s', async (endpoint) => {
    const { out } = await server.cli(['access', '--endpoint', endpoint, '--json'])
    const target = { kind: 'endpoint', name: '/orders/*', artifact: 'Orders', url: 'http://127.0.0.1:8080/http/orders' }
    expect(JSON.parse(out)).toMatchObject([
      {
        caller: { clientId: 'buyer', name: 'buyer', dialect: 'neo', application: 'iflmap' },
        target,
        allowed: true,
        roles: ['Orders.send'],
      },
      { caller: { clientId: 'stranger' }, target, allowed: false, status: 403, cause: 'no-roles', needed: ['Orders.send'], held: [] },
    ])
  })

  test('a dry run ends with 0 when the call would pass', async () => {
    expect(await server.cli(['access', '--client', 'buyer', '--endpoint', '/http/orders'])).toEqual({
      ...done,
      out: ['client    buyer', 'endpoint  /http/orders', 'answer    allowed', 'through   Orders.send', ''].join('\n'),
    })
  })

  test('a dry run ends with 1 when it would not, and says what to do', async () => {
    expect(await server.cli(['access', '--client', 'stranger', '--endpoint', '/http/orders'])).toEqual({
      code: 1,
      err: 'sluice: stranger may not call /http/orders\n',
      out: [
        'client    stranger',
        'endpoint  /http/orders',
        'answer    denied with 403',
        'cause     no-roles',
        'needed    Orders.send',
        'held      none',
        '',
        'Why: /http/orders needs the role Orders.send; oauth_client_stranger has no role on iflmap at all.',
        'Fix: sluice role assign Orders.send --user oauth_client_stranger --application iflmap',
        '',
      ].join('\n'),
    })
  })

  test.each([
    ['an area', 'buyer', 'view monitoring', 401, 'wrong-subscription'],
    ['a client that does not exist', 'nobody', '/http/orders', 401, 'unknown-client'],
    ['an address where nothing answers', 'buyer', '/http/nothing', 404, 'endpoint-not-found'],
  ])('a dry run tells %s', async (_, client, endpoint, status, cause) => {
    const { code, out } = await server.cli(['access', '--client', client, '--endpoint', endpoint, '--json'])
    expect([code, JSON.parse(out)]).toMatchObject([1, [{ allowed: false, status, cause }]])
  })

  test('nothing of it is recorded', async () => {
    await server.identity.flush()
    expect(await server.store.refusals.list({ limit: 10 })).toEqual([])
    expect(await server.store.auditLog.count({ op: 'eq', field: 'user', value: 'admin' })).toBe(0)
  })

  test('wrong use is told', async () => {
    expect(await server.cli(['access', '--method', 'POST'])).toEqual({
      code: 2,
      out: '',
      err: 'sluice: Give the --endpoint that --method is for\n',
    })
    expect(await server.cli(['access', '--endpoint', '/elsewhere'])).toEqual({
      code: 1,
      out: '',
      err: 'sluice: Nothing answers at /elsewhere\n',
    })
  })
})

describe('sluice explain --list', () => {
  beforeAll(async () => {
    const call = (authorization: string) => fetch(`${server.url}/http/orders`, { method: 'POST', headers: { authorization } })
    await call('Digest x')
    await call(`Basic ${Buffer.from('stranger:a long secret of theirs').toString('base64')}`)
  })

  const list = async (...argv: string[]) =>
    JSON.parse((await server.cli(['explain', '--list', '--json', ...argv])).out).map(({ cause }: { cause: string }) => cause)

  test('lists refused calls', async () => {
    const { code, out } = await server.cli(['explain', '--list'])
    const [header, ...rows] = out.trimEnd().split('\n')
    expect([code, header]).toEqual([0, expect.stringMatching(/^TIME +REQUEST +CALL +STATUS +CLIENT +CAUSE$/)])
    expect(rows).toHaveLength(2)
    expect(out).toMatch(/POST \/http\/orders +403 +stranger +no-roles\n/)
    expect(out).toMatch(/POST \/http\/orders +401 +unknown +unsupported-scheme\n/)
  })

  test('filters by cause, client, time and number', async () => {
    expect(await list('--cause', 'no-roles')).toEqual(['no-roles'])
    expect(await list('--client', 'stranger')).toEqual(['no-roles'])
    expect(await list('--client', 'nobody')).toEqual([])
    expect((await list('--since', '2025-12-31')).sort()).toEqual(['no-roles', 'unsupported-scheme'])
    expect(await list('--since', '2026-06-01')).toEqual([])
    expect(await list('--limit', '1')).toHaveLength(1)
  })

  test('wrong use is told', async () => {
    const err = 'sluice: --list takes no request id and no token\n'
    expect(await server.cli(['explain', 'last', '--list'])).toEqual({ code: 2, out: '', err })
    expect((await server.cli(['explain', '--list', '--limit', '0'])).code).toBe(2)
    expect((await server.cli(['explain', '--list', '--since', 'x'])).err).toContain('--since x is neither a moment')
  })
})

describe('sluice audit', () => {
  beforeAll(async () => {
    await server.cli(['client', 'register', '--id', 'seller', '--subscription', 'iflmap', '--secret', 'a secret of twenty letters'])
    await server.cli(['role', 'assign', 'Orders.send', '--user', 'oauth_client_seller', '--application', 'iflmap'])
    const authorization = `Basic ${Buffer.from('buyer:a long secret of theirs').toString('base64')}`
    const ask = (query: string) => fetch(`${server.url}/oauth2/api/v1/token?${query}`, { method: 'POST', headers: { authorization } })
    expect((await ask('grant_type=client_credentials')).status).toBe(200)
    expect((await ask('grant_type=client_credentials&scope=everything')).status).toBe(400)
  })

  test('lists who did what, newest first', async () => {
    const { code, out } = await server.cli(['audit'])
    expect(code).toBe(0)
    expect(out.split('\n').map((line) => line.replace(/^\S+ +/, ''))).toEqual([
      'USER    FROM       WHAT',
      'buyer   127.0.0.1  Refusing access token: buyer',
      expect.stringMatching(/^buyer {3}127\.0\.0\.1 {2}Creating access token: [0-9a-f]{5}$/),
      'admin   127.0.0.1  Creating role assignment: iflmap / Orders.send / oauth_client_seller',
      'admin   127.0.0.1  Creating application client: seller',
      'sluice             Creating audit log: of a new installation',
      '',
    ])
  })

  test('filters by user, action, time and number', async () => {
    const texts = async (...argv: string[]) =>
      JSON.parse((await server.cli(['audit', '--json', ...argv])).out).map(({ text }: { text: string }) => text)
    expect(await texts('--user', 'admin', '--limit', '1')).toEqual(['Creating role assignment: iflmap / Orders.send / oauth_client_seller'])
    expect(await texts('--action', 'refuse')).toEqual(['Refusing access token: buyer'])
    expect(await texts('--since', '2026-06-01')).toEqual([])
    expect((await server.cli(['audit', '--action', 'guess'])).code).toBe(2)
  })

  test('is intact', async () => {
    expect(await server.cli(['audit', 'verify'])).toEqual({ ...done, out: 'Intact: entries 1 to 5\n' })
    expect(JSON.parse((await server.cli(['audit', 'verify', '--json'])).out)).toEqual({ intact: true, first: 1, last: 5 })
  })

  test('is exported as JSON lines, oldest first, to a file of the user alone', async () => {
    const file = join(server.folder, 'audit.jsonl')
    expect(await server.cli(['audit', 'export', file])).toEqual({ ...done, out: `Wrote 5 entries to ${file}\n` })
    const entries = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(entries.map(({ sequence, action }) => [sequence, action])).toEqual([
      [1, 'create'],
      [2, 'create'],
      [3, 'create'],
      [4, 'create'],
      [5, 'refuse'],
    ])
    expect(entries[4].previous).toBe(entries[3].seal)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect((await server.cli(['audit', 'export', '-'])).out).toBe(readFileSync(file, 'utf8'))
    expect((await server.cli(['audit', 'export', file])).err).toContain('EEXIST')
  })

  test('a log that was tampered with ends with 1 and names the entry', async () => {
    const { auditLog } = server.store
    const [entry] = await auditLog.query({ where: { op: 'eq', field: 'sequence', value: 4 } })
    await auditLog.append([{ ...entry!, id: 'forged' }], sealWith(createSecretKey(Buffer.from('forged'))))
    const problem = 'The record of where the log begins and ends was changed.'
    expect(await server.cli(['audit', 'verify'])).toEqual({
      code: 1,
      out: '',
      err: `sluice: The audit log was tampered with at entry 1. ${problem}\n`,
    })
  })

  test('a log of many pages is exported whole', async () => {
    for (let index = 0; index < 1200; index++) {
      const request = { id: `r-${index}`, remoteAddress: '::1' }
      server.identity.audit.record({
        request,
        user: 'a',
        userType: 'system',
        action: 'create',
        objectType: 'thing',
        objectName: String(index),
      })
    }
    const { out } = await server.cli(['audit', 'export', '-'])
    expect(out.trimEnd().split('\n')).toHaveLength(1206)
  })
})
