import { expect, test, vi } from 'vitest'
import type { ClientSecret } from '../store/clients.ts'
import { memoryVault } from '../store/open-vault.ts'
import { Secrets } from './secrets.ts'

const open = () => new Secrets(memoryVault())
const hashed = async (secrets: Secrets, kind: ClientSecret['kind'], value: string) => ({ kind, hash: await secrets.hash(kind, value) })

test('makes secrets in the shape of service keys, never the same', () => {
  const secrets = open()
  const made = new Set(Array.from({ length: 50 }, () => secrets.generate()))
  expect(made.size).toBe(50)
  for (const secret of made) expect(secret).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\$[\w-]{43}=$/)
})

test.each(['generated', 'chosen'] as const)('accepts any live %s secret and no other', async (kind) => {
  const secrets = open()
  const live = [await hashed(secrets, kind, 'first'), await hashed(secrets, kind, 'second')]
  const results = []
  for (const value of ['first', 'second', 'third', '', 'First']) results.push(await secrets.verify(value, live))
  expect(results).toEqual([true, true, false, false, false])
})

test('accepts secrets of both kinds at once', async () => {
  const secrets = open()
  const live = [await hashed(secrets, 'generated', 'first'), await hashed(secrets, 'chosen', 'second')]
  expect([await secrets.verify('first', live), await secrets.verify('second', live)]).toEqual([true, true])
})

test('X23 a long secret is not cut off', async () => {
  const secrets = open()
  const long = 'x'.repeat(100)
  expect(await secrets.verify(`${long}b`, [await hashed(secrets, 'chosen', `${long}a`)])).toBe(false)
})

test('X27 composed and decomposed letters are different secrets', async () => {
  const secrets = open()
  expect(await secrets.verify('e\u0301', [await hashed(secrets, 'chosen', '\u00e9')])).toBe(false)
})

test('stores neither value, and hashes under the key of the vault', async () => {
  const [here, elsewhere] = [open(), open()]
  expect(await here.hash('generated', 'value')).not.toBe(await elsewhere.hash('generated', 'value'))
  expect(await here.hash('chosen', 'value')).toMatch(/^\$argon2id\$v=19\$m=19456,p=1,t=2\$|^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('a chosen secret is checked with argon2id once, and again when its hash is another', async () => {
  const secrets = open()
  const live = [await hashed(secrets, 'chosen', 'value')]
  await secrets.verify('value', live)
  const started = performance.now()
  for (let round = 0; round < 200; round++) await secrets.verify('value', live)
  // 200 runs of argon2id take seconds.
  expect(performance.now() - started).toBeLessThan(500)
  expect(await secrets.verify('value', [await hashed(secrets, 'chosen', 'changed')])).toBe(false)
})

test('X20 a failure costs one argon2id, whatever the client', async () => {
  const secrets = open()
  const generated = [await hashed(secrets, 'generated', 'value')]
  const chosen = [await hashed(secrets, 'chosen', 'value')]
  await secrets.verify('warm up', [])
  const cost = async (hashes: Parameters<Secrets['verify']>[1]) => {
    const started = performance.now()
    await secrets.verify('wrong', hashes)
    return performance.now() - started
  }
  for (const hashes of [[], generated, chosen]) expect(await cost(hashes)).toBeGreaterThan(4)
})

test('X23 too many checks of chosen secrets are refused, and those of generated ones go on', async () => {
  const secrets = open()
  const chosen = [await hashed(secrets, 'chosen', 'value')]
  const generated = [await hashed(secrets, 'generated', 'value')]
  const refused = vi.fn()
  const attempts = Array.from({ length: 70 }, (_, index) => secrets.verify(`wrong ${index}`, chosen).catch(refused))
  expect(await secrets.verify('value', generated)).toBe(true)
  await Promise.all(attempts)
  expect(refused).toHaveBeenCalledTimes(4)
  expect(refused).toHaveBeenCalledWith(expect.objectContaining({ reason: 'too-many-secret-checks', status: 503 }))
})
