import { beforeEach, expect, test } from 'vitest'
import { callAdmin, openAdminApi } from './admin-api.fixture.ts'

let api: Awaited<ReturnType<typeof openAdminApi>>
beforeEach(async () => {
  api = await openAdminApi()
  await api.store.runtimeArtifacts.put(
    {
      id: 'My Orders',
      type: 'INTEGRATION_FLOW',
      version: '1',
      name: 'Orders of the shop',
      packageId: 'p',
      status: 'STARTED',
      error: null,
      deployedBy: 'me',
      deployedOn: 0,
    },
    new Uint8Array(0),
  )
})

const orders = { flow: 'My Orders', name: 'Orders of the shop' }

test('the level of a flow is set, for a time or for good, and listed', async () => {
  const until = new Date(api.clock.now() + 30 * 60_000).toISOString()
  const lasting = { ...orders, level: 'ERROR', until: null, fallback: 'ERROR' }
  const traced = { ...orders, level: 'TRACE', until, fallback: 'ERROR' }
  expect(await callAdmin(api.handler, 'GET', '/log-levels')).toEqual({
    status: 200,
    body: [{ ...orders, level: 'INFO', until: null, fallback: 'INFO' }],
  })
  expect(await callAdmin(api.handler, 'PUT', '/log-levels/My%20Orders', { level: 'ERROR' })).toEqual({ status: 200, body: lasting })
  expect(await callAdmin(api.handler, 'PUT', '/log-levels/My%20Orders', { level: 'TRACE', minutes: 30 })).toEqual({
    status: 200,
    body: traced,
  })
  expect((await callAdmin(api.handler, 'GET', '/log-levels')).body).toEqual([traced])
})

test.each([
  ['Ghost', { level: 'INFO' }, 404, 'No integration flow Ghost is deployed'],
  ['My%20Orders', { level: 'INFO', minutes: 3 }, 400, 'Only DEBUG and TRACE can be set for a time, not INFO'],
  ['My%20Orders', { level: 'LOUD' }, 400, 'Body field \'level\': expected one of "NONE"|"ERROR"|"INFO"|"DEBUG"|"TRACE"'],
  ['My%20Orders', { level: 'TRACE', minutes: -1 }, 400, "Body field 'minutes': Too small: expected number to be >=0"],
])('%s with %o is refused', async (flow, body, status, message) => {
  const answer = await callAdmin(api.handler, 'PUT', `/log-levels/${flow}`, body)
  expect([answer.status, answer.body.error.message]).toEqual([status, message])
})
