import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Keys } from '../engine/services.ts'
import { memoryVault } from '../store/open-vault.ts'
import type { PgpKey, PgpKeyFacts } from '../store/pgp-keys.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import type { Store } from '../store/store.ts'
import { storedKeys } from './keys.ts'

const vault = memoryVault()
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })
const FACTS: Omit<PgpKeyFacts, 'keyId'> = { createdAt: 0, algorithm: 'RSA', length: 2048, flags: 0, expiresAt: null, revoked: false }

const pgpKey = (keyId: string, parts: Pick<PgpKey, 'publicKey' | 'secretKey'>): PgpKey => ({
  ...parts,
  keyId,
  fingerprint: keyId,
  details: { ...FACTS, keyId, userIds: [`Owner of ${keyId}`], subKeys: [{ ...FACTS, keyId: `SUB${keyId}` }], problem: null },
  modifiedBy: 'ada',
  modifiedAt: 0,
})

let store: Store
let keys: Keys

beforeEach(async () => {
  store = await openSqliteStore({ file: ':memory:' })
  keys = storedKeys(store, vault)
})
afterEach(() => store.close())

test('a key pair of the keystore', async () => {
  const authorship = { createdBy: 'ada', createdAt: 0, modifiedBy: 'ada', modifiedAt: 0 }
  const privateKey = vault.encrypt(RSA.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  await store.keystore.create({ ...authorship, alias: 'shop', type: 'key-pair', chain: ['AQI='], privateKey })
  await store.keystore.create({ ...authorship, alias: 'ca', type: 'certificate', chain: ['AQI='], privateKey: null })
  const pair = await keys.keyPair('shop')
  expect(pair.chain).toEqual([Buffer.of(1, 2)])
  expect(createPublicKey(pair.privateKey).equals(RSA.publicKey)).toBe(true)
  for (const alias of ['ca', 'none']) {
    await expect(keys.keyPair(alias)).rejects.toMatchObject({
      code: 'processing-failed',
      message: `There is no key pair with the alias '${alias}' in the keystore`,
    })
  }
})

test('certificates of the keystore, and the key pair of one', async () => {
  const authorship = { createdBy: 'ada', createdAt: 0, modifiedBy: 'ada', modifiedAt: 0 }
  const privateKey = vault.encrypt(RSA.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  await store.keystore.create({ ...authorship, alias: 'shop', type: 'key-pair', chain: ['AQI=', 'AwQ='], privateKey })
  await store.keystore.create({ ...authorship, alias: 'ca', type: 'certificate', chain: ['AwQ='], privateKey: null })
  expect([await keys.certificates('shop'), await keys.certificates('ca'), await keys.certificates('none')]).toEqual([
    [Buffer.of(1, 2), Buffer.of(3, 4)],
    [Buffer.of(3, 4)],
    undefined,
  ])
  const found = await keys.findKeyPair((certificate) => certificate[0] === 1)
  expect([found?.chain, createPublicKey(found!.privateKey).equals(RSA.publicKey)]).toEqual([[Buffer.of(1, 2), Buffer.of(3, 4)], true])
  expect(await keys.findKeyPair((certificate) => certificate[0] === 3)).toBeUndefined()
})

test('the keys of each PGP keyring', async () => {
  await store.pgpKeys.create(pgpKey('A', { publicKey: 'public A', secretKey: null }))
  await store.pgpKeys.create(pgpKey('B', { publicKey: 'public B', secretKey: vault.encrypt('secret B') }))
  await store.pgpKeys.create(pgpKey('C', { publicKey: null, secretKey: vault.encrypt('secret C') }))
  const block = (armored: string, keyId: string) => ({ armored, userIds: [`Owner of ${keyId}`], keyIds: [keyId, `SUB${keyId}`] })
  expect(await keys.publicPgpKeys()).toEqual([block('public A', 'A'), block('public B', 'B')])
  expect(await keys.secretPgpKeys()).toEqual([block('secret B', 'B'), block('secret C', 'C')])
})
