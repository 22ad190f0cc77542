import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from './cli.fixture.ts'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
  await server.store.runtimeArtifacts.put(
    {
      id: 'Shop orders',
      type: 'INTEGRATION_FLOW',
      version: '1',
      name: 'Orders',
      packageId: 'p',
      status: 'STARTED',
      error: null,
      deployedBy: 'me',
      deployedOn: 0,
    },
    new Uint8Array(0),
  )
})
afterAll(() => server.stop())

test('levels are set and listed', async () => {
  expect((await server.cli(['log-level', 'list'])).out).toBe('FLOW         LEVEL  UNTIL  THEN\nShop orders  INFO\n')
  expect(await server.cli(['log-level', 'Shop orders', 'error'])).toEqual({ code: 0, out: 'Shop orders logs at ERROR\n', err: '' })
  const until = new Date(server.clock.now() + 30 * 60_000).toISOString()
  expect((await server.cli(['log-level', 'Shop orders', 'TRACE', '--for', '30'])).out).toBe(
    `Shop orders logs at TRACE until ${until}, then at ERROR\n`,
  )
  expect((await server.cli(['log-level', 'list'])).out).toBe(
    `FLOW         LEVEL  UNTIL                     THEN\nShop orders  TRACE  ${until}  ERROR\n`,
  )
  expect(JSON.parse((await server.cli(['log-level', 'set', 'Shop orders', 'TRACE', '--for', '0', '--json'])).out)).toEqual({
    flow: 'Shop orders',
    name: 'Orders',
    level: 'TRACE',
    until: null,
    fallback: 'TRACE',
  })
})

test.each([
  [['Shop orders', 'LOUD'], "sluice: There is no log level 'LOUD'. Levels: NONE, ERROR, INFO, DEBUG, TRACE\n"],
  [['Ghost', 'INFO'], 'sluice: No integration flow Ghost is deployed\n'],
])('%j is refused', async (argv, err) => {
  expect(await server.cli(['log-level', ...argv])).toEqual({ code: 1, out: '', err })
})
