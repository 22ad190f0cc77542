import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { runCli } from './cli.fixture.ts'
import type { CommandContext } from './command.ts'
import { createProgram } from './run.ts'

describe('wrong use ends with 2 and a way out on stderr', () => {
  test.each([
    [['nonsense'], "error: unknown command 'nonsense'"],
    [['client', 'regster'], "error: unknown command 'regster'\n(Did you mean register?)"],
    [['client', 'register'], "error: required option '--subscription <application>' not specified"],
    [['client', 'register', '--subscription', 'hcioem'], 'Allowed choices are iflmap, tmn.'],
    [['client', 'register', '--subscription', 'tmn', '--token-lifetime', '1h'], 'Give whole minutes or none.'],
    [['role', 'assign', 'ESBMessaging.send', '--user', 'u'], "error: required option '--application <application>' not specified"],
    [['instance', 'create', 'a'], "error: required option '--plan <plan>' not specified"],
    [['key', 'create', 'a'], "error: missing required argument 'key'"],
    [['deploy'], "error: missing required argument 'artifact'"],
    [['deploy', 'a.zip', '--param', 'x'], 'Give NAME=VALUE.'],
    [['logs', '--limit', '0'], 'Give a number from 1 to 1000.'],
    [['call', '/http/a', '-H', 'x'], "Give 'name: value'."],
    [['token', '--id', 'a', '--dialect', 'xsuaa'], 'Allowed choices are neo, cloud-foundry.'],
    [['token', '--id', 'a'], 'sluice: Give --key FILE, or --id ID --secret SECRET --dialect DIALECT'],
    [['token', '--key', 'k', '--id', 'a'], 'sluice: Give --key or --id, not both'],
    [['list', '--colour'], "error: unknown option '--colour'"],
  ])('sluice %j', async (argv, text) => {
    const { code, out, err } = await runCli(argv)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(text)
  })
})

test('no command at all shows the commands', async () => {
  const { code, err } = await runCli([])
  expect(code).toBe(2)
  expect(err).toMatch(/^Usage: sluice \[options\] \[command\]/)
})

test('help is no mistake', async () => {
  const { code, out, err } = await runCli(['key', 'create', '--help'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('Example:\n  $ sluice key create orders laptop > key.json')
})

test('every command has a summary, --json and an example', async () => {
  const leaves = (command: Command): Command[] => (command.commands.length === 0 ? [command] : command.commands.flatMap(leaves))
  const commands = leaves(createProgram({ io: { stdout: {}, stderr: {} } } as CommandContext))
  expect(commands.length).toBeGreaterThan(25)
  for (const command of commands) {
    let help = ''
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp()
    const path = [...ancestors(command)].join(' ')
    expect(command.description(), path).not.toBe('')
    expect(help, path).toContain('Example:\n  $ ')
    expect(help, path).toContain(`sluice ${path.split(' ').slice(1).join(' ')}`)
    if (command.name() !== 'start') expect(help, path).toContain('--json')
  }
})

function* ancestors(command: Command): Iterable<string> {
  if (command.parent) yield* ancestors(command.parent)
  yield command.name()
}

describe('a server that cannot be reached ends with 1 and a reason', () => {
  test('without an admin token', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-cli-'))
    expect(await runCli(['list', '--data-dir', folder])).toEqual({
      code: 1,
      out: '',
      err: `sluice: There is no admin token in ${folder}/admin-token. Start Sluice with: sluice start; or name its folder with --data-dir or SLUICE_DATA_DIR, or set SLUICE_ADMIN_TOKEN\n`,
    })
  })

  test('when nobody listens', async () => {
    const { code, err } = await runCli(['list', '--url', 'http://127.0.0.1:9'], { env: { SLUICE_ADMIN_TOKEN: 'x' } })
    expect(code).toBe(1)
    expect(err).toMatch(/^sluice: http:\/\/127\.0\.0\.1:9 does not answer: .+\. Is Sluice running\? Start it with: sluice start\n$/)
  })

  test('when the URL is none', async () => {
    const { code, err } = await runCli(['list'], { env: { SLUICE_ADMIN_TOKEN: 'x', SLUICE_URL: 'localhost:8080' } })
    expect({ code, err }).toEqual({
      code: 1,
      err: "sluice: 'localhost:8080' is no http or https URL; set --url or SLUICE_URL\n",
    })
  })
})
