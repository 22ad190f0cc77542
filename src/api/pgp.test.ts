import { Readable } from 'node:stream'
import { decryptKey, generateKey, readKey, readKeys, readPrivateKey, reformatKey } from 'openpgp'
import { beforeAll, describe, expect, it } from 'vitest'
import { aRequest } from '../odata/library.fixture.ts'
import { aTenant, d, failure, type Tenant } from './tenant.fixture.ts'

const DATE = new Date(Date.UTC(2025, 5, 1))
const DAY = 86_400

let key: { publicKey: string; privateKey: string }
let keyId: string
let fingerprint: string
beforeAll(async () => {
  const userIDs = [{ name: 'Anna', email: 'anna@example.com' }, { email: 'second@example.com' }]
  key = await generateKey({ type: 'ecc', curve: 'nistP256', userIDs, passphrase: 's3cret', date: DATE, keyExpirationTime: 365 * DAY })
  const parsed = await readKey({ armoredKey: key.publicKey })
  keyId = parsed.getKeyID().toHex().toUpperCase()
  fingerprint = parsed.getFingerprint().toUpperCase()
})

const putPublic = ({ call }: Tenant, content: string) => call('PUT', "/PgpKeyringPublicResources('pubring')/$value", content)
const putSecret = ({ call }: Tenant, content: string, passphrase = 's3cret') =>
  call('PUT', "/PgpKeyringSecretResources('secring')/$value", content, { accept: 'application/json', passphrase })
const results = (response: Awaited<ReturnType<typeof putPublic>>) =>
  d(response).results.map(({ __metadata, ...result }: Record<string, unknown>) => result)
const time = (date: Date) => `/Date(${date.getTime()}+0000)/`

describe('a public PGP key', () => {
  it('is added and shown with everything it says', async () => {
    const tenant = await aTenant()
    const answer = await putPublic(tenant, key.publicKey)
    const result = { Id: keyId, KeyId: keyId, PrimaryUserId: 'Anna <anna@example.com>' }
    expect([answer.status, results(answer)]).toEqual([200, [{ ...result, Status: 'added', StatusDetails: null }]])
    const { __metadata, PublicResource, SecretResource, UserIds, SubKeys, ...entry } = d(
      await tenant.call('GET', `/PgpKeyEntries('${keyId.toLowerCase()}')?$expand=UserIds,SubKeys`),
    )
    const shared = { CreatedTime: time(DATE), KeyLength: 256, ModifiedOn: '/Date(1767225600000+0000)/' }
    const valid = { ValidityState: 'valid', ValidUntil: time(new Date(DATE.getTime() + 365 * DAY * 1000)) }
    expect(entry).toEqual({
      Id: keyId,
      KeyId: keyId,
      Fingerprint: fingerprint,
      Type: 'Public',
      ...shared,
      ...valid,
      Algorithm: 'ECDSA',
      KeyFlags: 3,
      KeyFlagsLabel: 'Certify, Sign',
      ErrorInformation: null,
      PrimaryUserId: 'Anna <anna@example.com>',
    })
    expect(UserIds.results.map(({ UserId }: { UserId: string }) => UserId)).toEqual(['Anna <anna@example.com>', '<second@example.com>'])
    const [{ __metadata: metadata, PgpKeyEntry, Id, KeyId, ...subKey }] = SubKeys.results
    const flags = { KeyFlags: 12, KeyFlagsLabel: 'Encrypt Communication, Encrypt Storage' }
    expect([Id === KeyId && Id !== keyId, subKey]).toEqual([true, { ...shared, ...valid, Algorithm: 'ECDH', ...flags }])
  })

  it('expires', async () => {
    const tenant = await aTenant()
    await putPublic(tenant, key.publicKey)
    tenant.clock.advance(365 * DAY * 1000)
    expect(d(await tenant.call('GET', '/PgpKeyEntries')).results[0].ValidityState).toBe('expired')
    expect(d(await tenant.call('GET', '/PgpSubKeys')).results[0].ValidityState).toBe('expired')
  })

  it('that is there already stays, and the answer says so', async () => {
    const tenant = await aTenant()
    await putPublic(tenant, key.publicKey)
    const [result] = results(await putPublic(tenant, key.publicKey))
    expect([result.Status, result.StatusDetails]).toEqual(['not imported', `A key with the id ${keyId} exists already`])
  })

  it('is exported by itself and with its keyring', async () => {
    const tenant = await aTenant()
    const { publicKey: other } = await generateKey({ type: 'curve25519', userIDs: [{ name: 'Ben' }], date: DATE })
    await putPublic(tenant, key.publicKey)
    await putPublic(tenant, other)
    const armored = String((await tenant.call('GET', `/PgpKeyEntries('${keyId}')/PublicResource/$value`)).body)
    expect((await readKey({ armoredKey: armored })).getFingerprint().toUpperCase()).toBe(fingerprint)
    const ring = (await tenant.call('GET', "/PgpKeyringPublicResources('pubring')/$value")).body as Uint8Array
    expect(await readKeys({ binaryKeys: new Uint8Array(ring) })).toHaveLength(2)
    const fresh = await aTenant()
    const request = aRequest('PUT', "/api/v1/PgpKeyringPublicResources('pubring')/$value", { accept: 'application/json' })
    const again = await fresh.handler({ ...request, body: Readable.from([Buffer.from(ring)]) })
    expect(results(again).map(({ Status }: { Status: string }) => Status)).toEqual(['added', 'added'])
  })
})

describe('a secret PGP key', () => {
  it('is kept without its passphrase, encrypted, and never handed out', async () => {
    const tenant = await aTenant()
    expect(results(await putSecret(tenant, key.privateKey))[0].Status).toBe('added')
    const stored = (await tenant.store.pgpKeys.find(keyId))!
    expect([stored.publicKey, stored.secretKey?.includes('BEGIN PGP')]).toEqual([null, false])
    const opened = await readPrivateKey({ armoredKey: tenant.vault.decrypt(stored.secretKey!) })
    expect([opened.isDecrypted(), opened.getFingerprint().toUpperCase()]).toEqual([true, fingerprint])
    for (const target of [`PgpKeySecretResources('${keyId}')`, "PgpKeyringSecretResources('secring')"]) {
      expect((await tenant.call('GET', `/${target}`)).status).toBe(200)
      expect(failure(await tenant.call('GET', `/${target}/$value`))).toEqual({ status: 501, text: 'Secret keys are not handed out.' })
    }
    expect(d(await tenant.call('GET', '/PgpKeyEntries')).results[0].Type).toBe('Secret')
  })

  it('that was never protected is taken too', async () => {
    const tenant = await aTenant()
    const privateKey = await decryptKey({ privateKey: await readPrivateKey({ armoredKey: key.privateKey }), passphrase: 's3cret' })
    const bare = await reformatKey({ privateKey, userIDs: [{ name: 'Anna' }], date: DATE })
    expect(results(await putSecret(tenant, bare.privateKey, 'any'))[0].Status).toBe('added')
  })

  it('joins its public part, and both go together', async () => {
    const tenant = await aTenant()
    await putPublic(tenant, key.publicKey)
    await putSecret(tenant, key.privateKey)
    const { call } = tenant
    expect(d(await call('GET', `/PgpKeyEntries('${keyId}')`)).Type).toBe('Secret,Public')
    expect((await call('DELETE', `/PgpKeyEntries('${keyId}')`)).status).toBe(204)
    expect((await call('GET', `/PgpKeyEntries('${keyId}')`)).status).toBe(404)
    expect((await call('DELETE', `/PgpKeyEntries('${keyId}')`)).status).toBe(404)
    expect(await tenant.store.pgpKeys.list()).toEqual([])
  })

  it.each([
    ['', 'Passphrase Request Header missing or empty'],
    ['wrong', 'Decrypting Secret Key with applied passphrase failed'],
  ])('with the passphrase "%s" is refused', async (passphrase, text) => {
    const tenant = await aTenant()
    expect(failure(await putSecret(tenant, key.privateKey, passphrase))).toEqual({ status: 400, text })
    expect(await tenant.store.pgpKeys.list()).toEqual([])
  })
})

describe('PGP keyrings', () => {
  it('refuse what is not theirs', async () => {
    const tenant = await aTenant()
    const noPublic = { status: 400, text: 'Uploaded content does not contain any PGP Public Key' }
    for (const content of [key.privateKey, 'no key', '', '\u0080']) expect(failure(await putPublic(tenant, content))).toEqual(noPublic)
    const noSecret = { status: 400, text: 'Uploaded content does not contain any PGP Secret Key' }
    expect(failure(await putSecret(tenant, key.publicKey))).toEqual(noSecret)
    expect(failure(await putPublic(tenant, 'x'.repeat(1024 * 1024 + 1)))).toEqual({
      status: 413,
      text: 'The keyring is larger than 1048576 bytes.',
    })
    const other = await tenant.call('PUT', "/PgpKeyringPublicResources('mine')/$value", key.publicKey)
    expect(failure(other)).toEqual({ status: 404, text: 'PUBLIC_KEYRING mine does not exist' })
    expect(failure(await tenant.call('GET', "/PgpSecretKeyrings('pubring')"))).toEqual({
      status: 404,
      text: 'SECRET_KEYRING pubring does not exist',
    })
  })

  it('say how many keys they have, and where', async () => {
    const tenant = await aTenant()
    await putPublic(tenant, key.publicKey)
    const { call } = tenant
    const rings = d(await call('GET', '/PgpKeyrings')).results
    expect(rings.map(({ __metadata, ...ring }: Record<string, unknown>) => ring)).toEqual([
      {
        Name: 'pubring',
        LastModifiedBy: 'tester',
        LastModifiedTime: '/Date(1767225600000+0000)/',
        Size: 1,
        RuntimeIds: 'cloudintegration',
        AggregatedStatus: 'DEPLOYED',
        AggregatedErrors: null,
      },
      {
        Name: 'secring',
        LastModifiedBy: null,
        LastModifiedTime: null,
        Size: 0,
        RuntimeIds: 'cloudintegration',
        AggregatedStatus: 'DEPLOYED',
        AggregatedErrors: null,
      },
    ])
    const { __metadata, Pubring, Secring, ...assignment } = d(
      await call('GET', "/KeyringRuntimeAssignment(KeyringName='pubring',RuntimeId='cloudintegration')?$expand=Pubring"),
    )
    expect([assignment, Pubring.Size]).toEqual([
      {
        KeyringName: 'pubring',
        RuntimeId: 'cloudintegration',
        Status: 'DEPLOYED',
        StatusUpdatedAt: '1767225600000',
        Errors: null,
      },
      1,
    ])
    expect(d(await call('GET', "/PgpPublicKeyrings('pubring')/Runtimes")).results).toHaveLength(1)
    expect(d(await call('GET', '/KeyringRuntimeAssignment')).results).toHaveLength(2)
  })

  it('are changed and downloaded by who may', async () => {
    const tenant = await aTenant(['MonitoringDataRead', 'CredentialsEdit'])
    expect((await putPublic(tenant, key.publicKey)).status).toBe(403)
    expect((await putSecret(tenant, key.privateKey)).status).toBe(403)
    expect((await tenant.call('DELETE', `/PgpKeyEntries('${keyId}')`)).status).toBe(403)
    expect((await tenant.call('GET', "/PgpKeyringPublicResources('pubring')/$value")).status).toBe(403)
    expect((await tenant.call('GET', '/PgpKeyEntries')).status).toBe(200)
  })
})
