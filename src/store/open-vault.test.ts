import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { memoryVault, openVault } from './open-vault.ts'

const MASTER_KEY = Buffer.alloc(32, 7).toString('base64')
const UNREADABLE = { code: 'internal', message: 'A stored secret cannot be decrypted.' }

let folder: string
let masterKeyFile: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-vault-'))
  masterKeyFile = join(folder, 'data', 'master.key')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the master key', () => {
  test('is created for its owner alone and read again', async () => {
    const sealed = (await openVault({ masterKeyFile })).encrypt('secret')
    expect(statSync(masterKeyFile).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
    expect(readFileSync(masterKeyFile)).toHaveLength(32)
    expect(readdirSync(join(folder, 'data'))).toEqual(['master.key'])
    expect((await openVault({ masterKeyFile })).decrypt(sealed)).toBe('secret')
  })

  test('is one for all who create it at once', async () => {
    const opening = []
    for (let start = 0; start < 60; start += 1) {
      opening.push(openVault({ masterKeyFile }))
      await setImmediate()
    }
    const vaults = await Promise.all(opening)
    const sealed = vaults[0]!.encrypt('secret')
    expect(vaults.map((vault) => vault.decrypt(sealed))).toEqual(vaults.map(() => 'secret'))
    expect(readdirSync(join(folder, 'data'))).toEqual(['master.key'])
  })

  test.each([0o640, 0o604, 0o620, 0o777])('is refused when others may touch its file: %o', async (mode) => {
    await openVault({ masterKeyFile })
    chmodSync(masterKeyFile, mode)
    await expect(openVault({ masterKeyFile })).rejects.toMatchObject({
      code: 'unavailable',
      message: `The master key file ${masterKeyFile} is open to other users (mode 0${mode.toString(8)}). Run: chmod 600 ${masterKeyFile}`,
    })
  })

  test.each([0, 31, 33])('is refused with %i bytes in its file', async (length) => {
    masterKeyFile = join(folder, 'master.key')
    writeFileSync(masterKeyFile, Buffer.alloc(length), { mode: 0o600 })
    await expect(openVault({ masterKeyFile })).rejects.toMatchObject({
      code: 'unavailable',
      message: `The master key file ${masterKeyFile} must have 32 bytes and has ${length}. Restore it from a backup.`,
    })
    expect(readFileSync(masterKeyFile)).toHaveLength(length)
  })

  test('is refused when its file cannot be used', async () => {
    await expect(openVault({ masterKeyFile: folder })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(`^The master key file ${folder} `),
    })
    writeFileSync(join(folder, 'file'), '')
    const below = join(folder, 'file', 'master.key')
    await expect(openVault({ masterKeyFile: below })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(`^The master key file ${below} cannot be used: ENOTDIR`),
    })
  })

  test('from the environment leaves the file alone', async () => {
    const vault = await openVault({ masterKeyFile, masterKey: MASTER_KEY })
    expect(vault.decrypt((await openVault({ masterKeyFile, masterKey: `${MASTER_KEY}\n` })).encrypt('secret'))).toBe('secret')
    expect(readdirSync(folder)).toEqual([])
  })

  test.each(['', 'short', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64'), `${MASTER_KEY}!`])(
    'from the environment must be 32 bytes: %j',
    async (masterKey) => {
      await expect(openVault({ masterKeyFile, masterKey })).rejects.toMatchObject({
        code: 'unavailable',
        message: 'The master key must be 32 bytes in base64.',
      })
    },
  )
})

describe('encryption', () => {
  test.each(['', 'secret', 'Größe 😀\n', 'x'.repeat(100_000)])('gives back what it took', (text) => {
    const vault = memoryVault()
    expect(vault.decrypt(vault.encrypt(text))).toBe(text)
  })

  test('differs each time and shows nothing of the text', () => {
    const vault = memoryVault()
    const sealed = Array.from({ length: 100 }, () => vault.encrypt('secret'))
    expect(new Set(sealed).size).toBe(100)
    for (const text of sealed) expect(Buffer.from(text, 'base64').includes('secret')).toBe(false)
  })

  test('notices a change of any byte', () => {
    const vault = memoryVault()
    const sealed = Buffer.from(vault.encrypt('secret'), 'base64')
    for (const index of sealed.keys()) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index)
      expect(() => vault.decrypt(changed.toString('base64'))).toThrow(expect.objectContaining(UNREADABLE))
    }
  })

  test.each([
    ['nothing', ''],
    ['no base64', 'hello world'],
    ['too short a text', Buffer.of(1, 2, 3).toString('base64')],
    ['an unknown version', Buffer.alloc(64, 2).toString('base64')],
  ])('refuses %s', (_, text) => {
    expect(() => memoryVault().decrypt(text)).toThrow(
      expect.objectContaining({ ...UNREADABLE, detail: expect.stringContaining('unknown form') }),
    )
  })

  test('refuses what another master key encrypted, and says so in private', () => {
    const text = memoryVault().encrypt('secret')
    expect(() => memoryVault().decrypt(text)).toThrow(
      expect.objectContaining({
        ...UNREADABLE,
        detail: 'The encrypted text cannot be read: it was changed, or encrypted with another master key.',
      }),
    )
  })

  test('refuses a text that lost its end', () => {
    const vault = memoryVault()
    const sealed = Buffer.from(vault.encrypt('secret'), 'base64')
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => vault.decrypt(sealed.subarray(0, length).toString('base64'))).toThrow(expect.objectContaining(UNREADABLE))
    }
  })
})

/** Computed with another implementation of HKDF, HMAC and AES-GCM: what is stored today must be readable for ever. */
describe('stored values stay valid', () => {
  test('encrypted texts', async () => {
    const vault = await openVault({ masterKeyFile, masterKey: MASTER_KEY })
    expect(vault.decrypt('AQABAgMEBQYHCAkKC77TW6fRAFHon3oOopOP1GFhXQ4mrY3L')).toBe('Größe')
  })

  test('keyed hashes', async () => {
    const vault = await openVault({ masterKeyFile, masterKey: MASTER_KEY })
    const expected = 'ce4a8af43f28c93003e57bd632e560452281823a566b28c4a4b5c0644c533a83'
    expect(vault.hmac('client-secret', 'secret').toString('hex')).toBe(expected)
  })
})

test('keyed hashes differ by purpose, text and master key', () => {
  const vault = memoryVault()
  const hashes = [vault.hmac('a', 'text'), vault.hmac('b', 'text'), vault.hmac('a', 'other'), memoryVault().hmac('a', 'text')].map((hash) =>
    hash.toString('hex'),
  )
  expect(new Set(hashes).size).toBe(4)
  expect(vault.hmac('a', 'text').toString('hex')).toBe(hashes[0])
  expect(vault.hmac('a', 'text')).toHaveLength(32)
})
