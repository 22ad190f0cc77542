import { beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS, type TestClient, TOKEN_PATHS, testClient } from '../support/client.ts'
import { clientDenied, containerDenied, serverDenied, tokenDenied } from './answers.ts'
import {
  basicLine,
  type Denied,
  expectDenied,
  expectKept,
  expectReached,
  openArena,
  send,
  stateOf,
  testThatNothingElseRan,
  wholeAnswer,
  withoutMessages,
} from './arena.ts'

const arena = openArena()
const guarded = openArena({ failuresPerClient: 3, failuresPerSource: 8 })

const GRANT = 'grant_type=client_credentials'
const other = (dialect: (typeof DIALECTS)[number]) => (dialect === 'neo' ? 'cloud-foundry' : 'neo')

describe.each(DIALECTS)('%s', (dialect) => {
  let client: TestClient
  const chosen = { secret: 'chosen, with é and 𝄞' }
  beforeAll(() => {
    client = arena.clients.get(dialect)!
  })

  const ask = (header: string) => ({ line: `POST ${TOKEN_PATHS[dialect]}?${GRANT}`, headers: [header] })
  const call = (header: string) => ({ line: 'POST /http/orders', headers: [header], body: '{}' })
  const encoded = (bytes: string | Uint8Array) => `Authorization: Basic ${Buffer.from(bytes as string).toString('base64')}`

  /** At the token endpoint and on a flow. */
  async function refuse(header: string, denied: Pick<Denied, 'cause' | 'why'>, secrets: readonly string[] = []): Promise<void> {
    await expectDenied(arena, ask(header), { ...clientDenied(dialect), ...denied }, secrets)
    const page = containerDenied(401, { 'www-authenticate': 'Basic realm="sluice"' })
    await expectDenied(arena, call(header), { ...page, ...denied }, secrets)
  }

  test('X20 X25 whatever is wrong with id and secret, the answer is one; only the record tells', async () => {
    const second = await testClient(arena.tenant, dialect, dialect === 'neo' ? chosen : {})
    const gone = await testClient(arena.tenant, dialect)
    const { platform } = arena.tenant
    if (dialect === 'neo') await platform.clients.delete(gone.id)
    else {
      await platform.keys.delete(gone.instance, 'key')
      await platform.instances.delete(gone.instance)
    }
    const cases: [Pick<TestClient, 'id' | 'secret'>, string][] = [
      [{ id: client.id, secret: 'f00d' }, 'wrong-secret'],
      [{ id: client.id, secret: `${client.secret}x` }, 'wrong-secret'],
      [{ id: client.id, secret: client.secret.slice(0, -1) }, 'wrong-secret'],
      [{ id: client.id, secret: '' }, 'wrong-secret'],
      [{ id: second.id, secret: client.secret }, 'wrong-secret'],
      [{ id: 'nobody', secret: client.secret }, 'unknown-client'],
      [{ id: '', secret: client.secret }, 'unknown-client'],
      [{ id: 'constructor', secret: 'x' }, 'unknown-client'],
      [gone, 'unknown-client'],
    ]
    for (const [credentials, cause] of cases) await refuse(basicLine(credentials), { cause }, ['f00d', client.secret])
    const foreign = arena.clients.get(other(dialect))!
    await expectDenied(arena, ask(basicLine(foreign)), { ...clientDenied(dialect), cause: 'client-of-other-dialect' }, [foreign.secret])
  })

  test('X20 the work is the same for a client and for nobody', async () => {
    const known = await testClient(arena.tenant, dialect, dialect === 'neo' ? chosen : {})
    const timed = async (credentials: Pick<TestClient, 'id' | 'secret'>) => {
      const start = performance.now()
      expect((await send(arena.tenant, ask(basicLine(credentials)))).status).toBe(401)
      return performance.now() - start
    }
    const median = async (id: string) => {
      const times = []
      for (let time = 0; time < 5; time++) times.push(await timed({ id, secret: `wrong ${time}` }))
      return times.sort((a, b) => a - b)[2]!
    }
    await timed({ id: known.id, secret: 'wrong' })
    const [one, nobody] = [await median(known.id), await median('nobody')]
    // An argon2id costs some 25 ms; a machine under load is no steady clock.
    expect(Math.max(one, nobody) / Math.min(one, nobody)).toBeLessThan(5)
  })

  test('X26 CR, LF and NUL in id and secret are characters like others', async () => {
    for (const character of ['\r', '\n', '\r\nX-Injected: 1', '\u0000', '\u007f']) {
      await refuse(encoded(`${client.id}${character}:${client.secret}`), { cause: 'unknown-client' }, [client.secret])
      await refuse(encoded(`${client.id}:${client.secret}${character}`), { cause: 'wrong-secret' }, [client.secret])
    }
  })

  test('X26 CR, LF and NUL in the header itself are no HTTP', async () => {
    const denied = { ...serverDenied(400, 'The request is not HTTP as this server reads it'), cause: 'request-unreadable' }
    for (const character of ['\n', '\r', '\u0000']) {
      await expectDenied(arena, ask(`${basicLine(client)}${character}x`), denied, [client.secret])
    }
  })

  test('X26 a client id of 8 kB is nobody’s, and is not kept', async () => {
    const long = 'x'.repeat(8192)
    for (const attack of [ask(encoded(`${long}:secret`)), call(encoded(`${long}:secret`))]) {
      const answer = await send(arena.tenant, attack)
      expect(answer.status).toBe(401)
      const kept = await expectKept(arena.tenant, answer, { cause: 'unknown-client' })
      expect(JSON.stringify(kept).length).toBeLessThan(2000)
    }
  })

  test.each<[string, string | Uint8Array, string]>([
    ['bytes that are not UTF-8', new Uint8Array([0x61, 0x3a, 0xff, 0xfe]), 'Failed to decode basic authentication token'],
    ['an overlong encoding', new Uint8Array([0x61, 0x3a, 0xc0, 0xba]), 'Failed to decode basic authentication token'],
    ['no colon', 'nobody', 'Invalid basic authentication token'],
    ['nothing', '', 'Invalid basic authentication token'],
  ])('X26 %s', async (_what, bytes, text) => {
    const denied = clientDenied(dialect, dialect === 'neo' ? 'The Authorization header cannot be read' : text)
    await expectDenied(arena, ask(encoded(bytes)), { ...denied, cause: 'garbled-authorization-header' })
  })
})

describe('X23 chosen secrets', () => {
  test('a long one is compared to its end, not to its 72nd byte', async () => {
    const secret = `${'0123456789'.repeat(20)}a`
    const { id } = await testClient(arena.tenant, 'neo', { secret })
    await expectReached(arena, { line: 'POST /http/orders', headers: [basicLine({ id, secret })], body: '{}' }, 'orders')
    const denied = { ...clientDenied('neo'), cause: 'wrong-secret' }
    for (const wrong of [`${secret.slice(0, -1)}b`, secret.slice(0, 72), `${secret}a`]) {
      await expectDenied(arena, { line: `POST ${TOKEN_PATHS.neo}?${GRANT}`, headers: [basicLine({ id, secret: wrong })] }, denied, [wrong])
    }
  })

  test('a flood of wrong ones is cut off, and does not hold up who has a generated one', async () => {
    const { id } = await testClient(arena.tenant, 'neo', { secret: 'a chosen one' })
    const before = stateOf(arena.tenant)
    const flood = Array.from({ length: 120 }, (_, index) =>
      send(arena.tenant, { line: `POST ${TOKEN_PATHS.neo}?${GRANT}`, headers: [basicLine({ id, secret: `wrong ${index}` })] }),
    )
    const order: string[] = []
    void Promise.all(flood).then(() => order.push('flood'))
    const rightful = { line: 'POST /http/orders', headers: [basicLine(arena.clients.get('cloud-foundry')!)], body: '{}' }
    await expectReached(arena, rightful, 'orders')
    order.push('rightful')
    const answers = await Promise.all(flood)
    expect(order[0]).toBe('rightful')
    const cut = answers.filter(({ status }) => status === 503)
    expect(cut.length).toBeGreaterThan(10)
    expect(answers.filter(({ status }) => status === 401).length + cut.length).toBe(120)
    const text = 'Too many credentials are being checked, try again'
    expect(wholeAnswer(cut[0]!)).toEqual(tokenDenied('neo', 503, 'temporarily_unavailable', text, { 'retry-after': '1' }))
    await expectKept(arena.tenant, cut[0]!, { cause: 'too-many-secret-checks' })
    expect(withoutMessages(stateOf(arena.tenant))).toEqual(withoutMessages(before))
  })
})

describe.each(DIALECTS)('%s: guessing', (dialect) => {
  const ask = (credentials: Pick<TestClient, 'id' | 'secret'>, from = '127.0.0.1') => ({
    line: `POST ${TOKEN_PATHS[dialect]}?${GRANT}`,
    headers: [basicLine(credentials)],
    from,
  })
  const slowed = () =>
    tokenDenied(dialect, 429, 'too_many_requests', 'Too many failed authentications, try again later', { 'retry-after': '1' })

  test('X21 is slowed down for this source, and locks nobody out', async () => {
    const client = guarded.clients.get(dialect)!
    const from = dialect === 'neo' ? '127.0.0.21' : '127.0.0.22'
    const wrong = { ...clientDenied(dialect), cause: 'wrong-secret' }
    for (let time = 0; time < 3; time++) await expectDenied(guarded, ask({ ...client, secret: 'guess' }, from), wrong, ['guess'])
    const late = { ...slowed(), cause: 'too-many-failures', why: `of client '${client.id}' from ${from}` }
    await expectDenied(guarded, ask({ ...client, secret: 'guess' }, from), late, ['guess'])
    // Otherwise a guess would show itself by being right.
    await expectDenied(guarded, ask(client, from), late, [client.secret])
    expect((await send(guarded.tenant, ask(client, '127.0.0.23'))).status).toBe(200)
    await expectReached(guarded, { line: 'POST /http/orders', headers: [basicLine(client)], body: '{}', from: '127.0.0.23' }, 'orders')
  })

  test('X22 over many client ids is slowed down for the source', async () => {
    const from = dialect === 'neo' ? '127.0.0.31' : '127.0.0.32'
    const unknown = { ...clientDenied(dialect), cause: 'unknown-client' }
    for (let index = 0; index < 8; index++) await expectDenied(guarded, ask({ id: `guess-${index}`, secret: 'spring2024' }, from), unknown)
    const late = { ...slowed(), cause: 'too-many-failures', why: `from ${from} failed, for several clients` }
    await expectDenied(guarded, ask({ id: 'guess-9', secret: 'spring2024' }, from), late, ['spring2024'])
    expect((await send(guarded.tenant, ask(guarded.clients.get(dialect)!, '127.0.0.33'))).status).toBe(200)
  })

  test('X21 a header cannot say that the guess comes from elsewhere', async () => {
    const client = await testClient(guarded.tenant, dialect)
    const from = dialect === 'neo' ? '127.0.0.41' : '127.0.0.42'
    const guess = (index: number) => {
      const attack = ask({ ...client, secret: 'guess' }, from)
      const elsewhere = [`X-Forwarded-For: 10.0.0.${index}`, `X-Real-IP: 10.0.0.${index}`, `Forwarded: for=10.0.0.${index}`]
      return send(guarded.tenant, { ...attack, headers: [...attack.headers, ...elsewhere] })
    }
    const statuses = []
    for (let index = 0; index < 4; index++) statuses.push((await guess(index)).status)
    expect(statuses).toEqual([401, 401, 401, 429])
  })
})

describe('X27 composed and decomposed letters', () => {
  test('are different secrets', async () => {
    const secret = 'caf\u00e9 and more'
    const { id } = await testClient(arena.tenant, 'neo', { secret })
    const denied = { ...clientDenied('neo'), cause: 'wrong-secret' }
    const attack = { line: `POST ${TOKEN_PATHS.neo}?${GRANT}`, headers: [basicLine({ id, secret: secret.normalize('NFD') })] }
    await expectDenied(arena, attack, denied, [secret])
    await expectReached(arena, { line: 'POST /http/orders', headers: [basicLine({ id, secret })], body: '{}' }, 'orders')
  })
})

describe('X28 a client id in another case', () => {
  test('is another id, and nobody can register it', async () => {
    const client = await testClient(arena.tenant, 'neo', { clientId: 'Case-Matters', secret: 'a secret of it' })
    const denied = { ...clientDenied('neo'), cause: 'unknown-client', why: 'upper and lower case' }
    for (const id of ['case-matters', 'CASE-MATTERS', 'Case-matters']) {
      const attack = { line: `POST ${TOKEN_PATHS.neo}?${GRANT}`, headers: [basicLine({ ...client, id })] }
      await expectDenied(arena, attack, denied, [client.secret])
      const before = stateOf(arena.tenant)
      const registration = arena.tenant.platform.clients.register({ name: 'Twin', application: 'iflmap', clientId: id })
      await expect(registration).rejects.toMatchObject({ code: 'conflict' })
      expect(stateOf(arena.tenant)).toEqual(before)
    }
  })

  test('nor the name of the administrator', async () => {
    for (const clientId of ['admin', 'ADMIN', 'Admin']) {
      const registration = arena.tenant.platform.clients.register({ name: 'Twin', application: 'iflmap', clientId })
      await expect(registration).rejects.toMatchObject({ code: 'bad-request' })
    }
  })
})

testThatNothingElseRan(arena)
testThatNothingElseRan(guarded)
