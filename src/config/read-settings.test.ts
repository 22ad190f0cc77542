import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { printSettings, readSettings } from './read-settings.ts'
import { SETTINGS } from './settings.ts'

function configFile(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'sluice-config-')), 'sluice.json')
  writeFileSync(file, text)
  return file
}

describe('readSettings', () => {
  test('without anything every setting has its default', () => {
    const { settings, sources } = readSettings({}, {})
    expect(settings).toEqual(Object.fromEntries(Object.entries(SETTINGS).map(([name, setting]) => [name, setting.default])))
    expect(new Set(Object.values(sources))).toEqual(new Set(['default']))
  })

  test('a flag beats the environment, which beats the file', () => {
    const SLUICE_CONFIG = configFile('{"port": 1, "httpsPort": 2, "host": "::1"}')
    const { settings, sources } = readSettings({ port: '3' }, { SLUICE_CONFIG, SLUICE_PORT: '4', SLUICE_HTTPS_PORT: '5' })
    expect([settings.port, settings.httpsPort, settings.host]).toEqual([3, 5, '::1'])
    expect([sources.port, sources.httpsPort, sources.host]).toEqual(['flag', 'environment', 'file'])
  })

  test('an empty variable counts as absent', () => {
    expect(readSettings({}, { SLUICE_PORT: '' }).sources.port).toBe('default')
  })

  test.each([
    [{ port: 'x' }, {}, /^--port is not usable: .*Port of the http listener/],
    [{}, { SLUICE_PORT: '70000' }, /^SLUICE_PORT is not usable/],
    [{}, { SLUICE_PUBLIC_URL: 'ftp://x' }, /^SLUICE_PUBLIC_URL is not usable/],
    [{}, { SLUICE_CONFIG: '/nowhere/sluice.json' }, /^\/nowhere\/sluice.json cannot be read as JSON/],
    [{}, { SLUICE_CONFIG: configFile('{"prot": 1}') }, /has an unknown setting 'prot'. Known: dataDir, host, port/],
    [{}, { SLUICE_CONFIG: configFile('[]') }, /must hold one JSON object/],
    [{}, { SLUICE_CONFIG: configFile('{"port": []}') }, /^'port' in the configuration file is not usable/],
  ])('refuses %j %j', (flags, environment, message) => {
    expect(() => readSettings(flags, environment)).toThrow(message)
  })

  test('printing shows value, source and variable, and no secret', () => {
    const printed = printSettings(readSettings({ port: 9 }, { SLUICE_MASTER_KEY: 'c2VjcmV0' }))
    expect(printed).toMatch(/^port +9 +flag +SLUICE_PORT$/m)
    expect(printed).toMatch(/^masterKey +\(set\) +environment +SLUICE_MASTER_KEY$/m)
    expect(printed).not.toContain('c2VjcmV0')
  })
})
