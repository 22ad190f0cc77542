import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { basicAuth, httpRequest } from '../../identity/testing/http-request.fixture.ts'
import { memoryVault } from '../../store/open-vault.ts'
import { openBrokerCredentials } from './broker-credentials.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'broker-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

const file = () => join(dataDir, 'broker-credentials')
const open = (configured = '') => openBrokerCredentials({ dataDir, configured, vault: memoryVault() })
const call = (user: string, password: string) => httpRequest({ headers: { authorization: basicAuth(user, password) } })

test('are made on first start, for the owner only, and stay', async () => {
  const credentials = await open()
  const [user, password] = (await readFile(file(), 'utf8')).trim().split(':') as [string, string]
  expect([user, password]).toEqual(['broker', expect.stringMatching(/^[\w-]{32}$/)])
  expect((await stat(file())).mode & 0o777).toBe(0o600)
  expect(credentials.require(call(user, password))).toEqual({ user: 'broker' })
  expect((await open()).require(call(user, password))).toEqual({ user: 'broker' })
  expect(() => credentials.require(call(user, `${password}x`))).toThrow(expect.objectContaining({ reason: 'broker-credentials-wrong' }))
})

test('can be chosen; no file is made then', async () => {
  expect((await open('platform:a:b')).require(call('platform', 'a:b'))).toEqual({ user: 'platform' })
  await expect(stat(file())).rejects.toMatchObject({ code: 'ENOENT' })
})

test('that cannot be read stop the start', async () => {
  await writeFile(file(), 'nothing of use\n')
  await expect(open()).rejects.toMatchObject({ code: 'unavailable' })
})
