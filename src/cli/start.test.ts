import { expect, test } from 'vitest'
import { runCli } from './cli.fixture.ts'
import type { StartOptions } from './command.ts'

async function start(...argv: string[]) {
  const started: StartOptions[] = []
  const parts = { start: async (options: StartOptions) => void started.push(options) }
  return { ...(await runCli(['start', ...argv], { parts, env: { SLUICE_PORT: '9090' } })), started }
}

test('flags are handed on as they were given', async () => {
  expect(await start()).toEqual({ code: 0, out: '', err: '', started: [{ flags: {}, demo: true }] })
  const argv = ['--data-dir', '/tmp/x', '--port', '8081', '--https-port', '8444', '--no-demo']
  expect((await start(...argv)).started).toEqual([{ flags: { dataDir: '/tmp/x', port: '8081', httpsPort: '8444' }, demo: false }])
})

test('--print-config prints every setting with its source and starts nothing', async () => {
  const { code, out, started } = await start('--print-config', '--data-dir', '/tmp/x')
  expect({ code, started }).toEqual({ code: 0, started: [] })
  expect(out).toMatch(/^dataDir +"\/tmp\/x" +flag +SLUICE_DATA_DIR$/m)
  expect(out).toMatch(/^port +9090 +environment +SLUICE_PORT$/m)
  expect(out).toMatch(/^httpsPort +8443 +default +SLUICE_HTTPS_PORT$/m)
})

test('a setting that is not usable ends with 1 and its name', async () => {
  const { code, err } = await start('--print-config', '--port', 'eighty')
  expect(code).toBe(1)
  expect(err).toMatch(/^sluice: --port is not usable: /)
})
