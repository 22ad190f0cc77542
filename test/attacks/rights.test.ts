import { beforeAll, describe, expect, test } from 'vitest'
import { accessToken, DIALECTS, type TestClient, testClient } from '../support/client.ts'
import { clientDenied, containerDenied, flowDenied, invalidToken, roleMissing } from './answers.ts'
import { basicLine, bearer, expectDenied, expectKept, expectReached, openArena, send, stateOf, testThatNothingElseRan } from './arena.ts'

const arena = openArena()

const FORMATS = ['jwt', 'opaque'] as const
const CASES = DIALECTS.flatMap((dialect) => FORMATS.map((format) => [dialect, format] as const))
const orders = (header: string) => ({ line: 'POST /http/orders', headers: [header], body: '{}' })

describe.each(FORMATS)('cloud-foundry, %s', (format) => {
  let sender: TestClient
  let reader: TestClient
  beforeAll(async () => {
    sender = arena.clients.get('cloud-foundry')!
    reader = await testClient(arena.tenant, 'cloud-foundry', { application: 'tmn', roles: ['MonitoringDataRead'] })
  })

  test('X08 the token of an api key opens no integration flow', async () => {
    const token = await accessToken(reader, format)
    const [, runtime] = sender.id.split('|')
    const attack = orders(bearer(token))
    const answer = await send(arena.tenant, attack)
    const said = /^<oauth><error_description>(.*)<\/error_description>/.exec(answer.body)![1]!
    expect(said).toMatch(/^Jwt token with audience \[uaa, .+\] is not issued for these clientIds: \[.+\]\.$/)
    expect(said).toContain(reader.id)
    expect(said).toContain(`[sb-${runtime}, ${runtime}].`)
    await expectDenied(arena, attack, { ...invalidToken(said), cause: 'wrong-audience-api-plan', why: 'has the plan api' }, [token])
  })

  test('X08 the token of an integration-flow key opens nothing of the management API', async () => {
    const token = await accessToken(sender, format)
    const before = stateOf(arena.tenant)
    for (const line of ['GET /api/v1/MessageProcessingLogs', 'DELETE /api/v1/IntegrationPackages(%27Tests%27)']) {
      const answer = await send(arena.tenant, { line, headers: [bearer(token)] })
      expect(answer.status).toBe(403)
      const denied = { cause: 'wrong-audience-integration-flow-plan', why: 'has the plan integration-flow' }
      await expectKept(arena.tenant, answer, denied, [token])
    }
    expect(stateOf(arena.tenant)).toEqual(before)
  })
})

describe.each(FORMATS)('neo, %s', (format) => {
  test('X11 a client of the same name as one that was deleted does not inherit its tokens', async () => {
    const clientId = `again-${format}`
    const wish = { clientId, secret: 'first secret', roles: ['ESBMessaging.send'] }
    const token = await accessToken(await testClient(arena.tenant, 'neo', wish), format)
    await expectReached(arena, orders(bearer(token)), 'orders')
    await arena.tenant.platform.clients.delete(clientId)
    await testClient(arena.tenant, 'neo', { ...wish, secret: 'second secret' })
    const denied = { ...invalidToken('The token expired, was revoked, or the token ID is incorrect.') }
    await expectDenied(arena, orders(bearer(token)), { ...denied, cause: format === 'jwt' ? 'token-called-back' : 'token-unknown' }, [
      token,
    ])
    const client = { ...arena.clients.get('neo')!, id: clientId, secret: 'second secret' }
    await expectReached(arena, orders(bearer(await accessToken(client, format))), 'orders')
  })

  test('X09 a token for the management node opens no integration flow', async () => {
    const monitor = await testClient(arena.tenant, 'neo', { application: 'tmn', roles: ['IntegrationOperationServer.read'] })
    const token = await accessToken(monitor, format)
    const denied = { ...invalidToken('The token was not issued for the subscription iflmap'), cause: 'wrong-subscription' }
    await expectDenied(arena, orders(bearer(token)), { ...denied, why: 'is registered for the subscription tmn' }, [token])
  })

  test('X09 a token for the runtime node opens nothing of the management API', async () => {
    const token = await accessToken(arena.clients.get('neo')!, format)
    const before = stateOf(arena.tenant)
    const answer = await send(arena.tenant, { line: 'GET /api/v1/MessageProcessingLogs', headers: [bearer(token)] })
    expect(answer.status).toBe(401)
    await expectKept(arena.tenant, answer, { cause: 'wrong-subscription', why: 'is registered for the subscription iflmap' }, [token])
    expect(stateOf(arena.tenant)).toEqual(before)
  })
})

describe.each(CASES)('%s, %s', (dialect, format) => {
  const open = async (roles: readonly string[]) => {
    const client = await testClient(arena.tenant, dialect, { roles })
    return { client, token: await accessToken(client, format) }
  }

  test('X10 a role that was taken away counts from the next call on, though the token still has it', async () => {
    const { client, token } = await open(['ESBMessaging.send'])
    await expectReached(arena, orders(bearer(token)), 'orders')
    const { platform } = arena.tenant
    if (dialect === 'neo') await platform.assignments.unassign({ user: client.user, application: 'iflmap', role: 'ESBMessaging.send' })
    else await platform.instances.update(client.instance, { roles: ['Invoices.send'] })
    const cause = dialect === 'neo' ? 'no-roles' : 'role-of-another-flow'
    await expectDenied(arena, orders(bearer(token)), { ...roleMissing('ESBMessaging.send'), cause }, [token])
    await expectDenied(arena, orders(basicLine(client)), { ...containerDenied(403), cause }, [client.secret])
  })

  test('X11 the token of a client that was deleted is refused at once', async () => {
    const { client, token } = await open(['ESBMessaging.send'])
    await expectReached(arena, orders(bearer(token)), 'orders')
    const { platform } = arena.tenant
    if (dialect === 'neo') await platform.clients.delete(client.id)
    else {
      await platform.keys.delete(client.instance, 'key')
      await platform.instances.delete(client.instance)
    }
    const texts = {
      jwt: `The token refers to a non-existent client: ${client.id}`,
      opaque: 'The token expired, was revoked, or the token ID is incorrect.',
    }
    const cause = format === 'jwt' ? 'client-deleted' : 'token-unknown'
    await expectDenied(arena, orders(bearer(token)), { ...invalidToken(texts[format]), cause }, [token])
    const path = dialect === 'neo' ? '/oauth2/api/v1/token' : '/oauth/token'
    const ask = { line: `POST ${path}?grant_type=client_credentials`, headers: [basicLine(client)] }
    await expectDenied(arena, ask, { ...clientDenied(dialect), cause: 'unknown-client' }, [client.secret])
  })
})

test.each(DIALECTS)('X10 %s: one role does not open the flow of another', async (dialect) => {
  const client = await testClient(arena.tenant, dialect, { roles: ['Invoices.send'] })
  const token = await accessToken(client, 'jwt')
  await expectReached(arena, { line: 'GET /http/invoices', headers: [bearer(token)] }, 'invoices')
  await expectDenied(arena, orders(bearer(token)), { ...roleMissing('ESBMessaging.send'), cause: 'role-of-another-flow' }, [token])
})

test('X10 the administrator calls no flow', async () => {
  const denied = { ...flowDenied('invalid_token', 'Administrators do not call integration flows'), cause: 'admin-on-integration-flow' }
  await expectDenied(arena, orders(bearer(arena.tenant.adminToken)), denied, [arena.tenant.adminToken])
})

testThatNothingElseRan(arena)
