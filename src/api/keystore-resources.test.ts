import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readJks, writeJceks } from './keystore/jks.ts'
import { aTenant, base64, d, failure, plain, type Tenant } from './tenant.fixture.ts'

let folder: string
let certificate: Uint8Array
let other: Uint8Array
const read = (name: string) => readFileSync(join(folder, name))
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-keystores-'))
  const self = ['req', '-x509', '-nodes', '-days', '3650', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
  openssl(...self, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Test CA')
  openssl(...self, '-keyout', 'x.key', '-out', 'x.pem', '-subj', '/CN=other')
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'crm.key', '-out', 'crm.csr', '-subj', '/CN=crm')
  openssl('x509', '-req', '-in', 'crm.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', '3650', '-out', 'crm.pem')
  const named = ['-name', 'crm', '-passout', 'pass:s3cret', '-out', 'crm.p12']
  openssl('pkcs12', '-export', '-inkey', 'crm.key', '-in', 'crm.pem', '-certfile', 'ca.pem', ...named)
  certificate = new X509Certificate(read('ca.pem')).raw
  other = new X509Certificate(read('x.pem')).raw
})
afterAll(() => rmSync(folder, { recursive: true }))

const hex = (alias: string) => Buffer.from(alias).toString('hex').toUpperCase()
const file = (...entries: (readonly [string, Uint8Array])[]) =>
  base64(writeJceks(entries.map(([alias, der]) => ({ alias, certificate: der, createdAt: 1 }))))
const importing = ({ call }: Tenant, Resource: string, query: string, Password = '') =>
  call('POST', `/KeystoreResources?${query}`, { Name: 'system', Resource, Password })
const put = ({ call }: Tenant, alias: string, der: Uint8Array, query = '') =>
  call('PUT', `/CertificateResources('${hex(alias)}')/$value?fingerprintVerified=true&returnKeystoreEntries=false&${query}`, base64(der))
const statuses = (response: Awaited<ReturnType<typeof put>>) =>
  d(response).results.map(({ Alias, Status }: { Alias: string; Status: string }) => [Alias, Status])
const aliases = async ({ call }: Tenant, keystore = 'system') =>
  d(await call('GET', `/KeystoreEntries?keystoreName=${keystore}`)).results.map(({ Alias }: { Alias: string }) => Alias)
const aFullTenant = async (overrides = {}) => {
  const tenant = await aTenant(undefined, overrides)
  for (const alias of ['a', 'b', 'c']) expect((await put(tenant, alias, certificate)).status).toBe(204)
  return tenant
}
const nothing = { status: 204, body: null }

describe('a keystore file', () => {
  it.each([
    [
      'replace',
      [
        ['a', 'changed'],
        ['b', 'unchanged'],
        ['c', 'removed'],
        ['d', 'new'],
        ['sap_x', "notImported: The alias is not allowed. Aliases starting with 'sap_' are reserved for SAP."],
      ],
      ['a', 'b', 'd'],
    ],
    [
      'overwrite',
      [
        ['a', 'changed'],
        ['b', 'unchanged'],
        ['c', 'unchanged'],
        ['d', 'new'],
        ['sap_x', "notImported: The alias is not allowed. Aliases starting with 'sap_' are reserved for SAP."],
      ],
      ['a', 'b', 'c', 'd'],
    ],
    [
      'merge',
      [
        ['a', 'notImported: An entry with the same alias already exists'],
        ['b', 'notImported: An entry with the same alias already exists'],
        ['c', 'unchanged'],
        ['d', 'new'],
        ['sap_x', "notImported: The alias is not allowed. Aliases starting with 'sap_' are reserved for SAP."],
      ],
      ['a', 'b', 'c', 'd'],
    ],
  ])('is imported with %s', async (option, expected, left) => {
    const tenant = await aFullTenant()
    const resource = file(['a', other], ['b', certificate], ['d', other], ['sap_x', other])
    const answer = await importing(tenant, resource, `importOption=${option}&returnKeystoreEntries=true`)
    expect([answer.status, [...new Map(statuses(answer)).entries()].sort()]).toEqual([200, expected])
    expect(await aliases(tenant)).toEqual(left)
  })

  it('is imported whole or not at all when the caller does not ask what became of it', async () => {
    const tenant = await aFullTenant()
    expect(failure(await importing(tenant, file(['a', other], ['d', other]), 'importOption=merge'))).toEqual({
      status: 400,
      text: 'Nothing was imported, because of the entry with the alias "a": notImported: An entry with the same alias already exists',
    })
    expect(await aliases(tenant)).toEqual(['a', 'b', 'c'])
    expect(plain(await importing(tenant, file(['d', other]), 'importOption=merge'))).toEqual(nothing)
    expect(await aliases(tenant)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('brings key pairs, whose keys are encrypted', async () => {
    const tenant = await aTenant()
    expect(plain(await importing(tenant, base64(read('crm.p12')), 'importOption=overwrite', 's3cret'))).toEqual(nothing)
    const { type, chain, privateKey } = (await tenant.store.keystore.find('crm'))!
    expect([type, chain.length, privateKey?.includes('PRIVATE')]).toEqual(['key-pair', 2, false])
    const key = createPrivateKey(tenant.vault.decrypt(privateKey!))
    expect(new X509Certificate(Buffer.from(chain[0]!, 'base64')).checkPrivateKey(key)).toBe(true)
  })

  it.each([
    [
      { Name: 'other' },
      '',
      400,
      "The value 'other' is not supported for the property 'Name'. Possible name values are 'system' and 'backup_admin_system'.",
    ],
    [{ Name: 'system' }, '', 400, "Property 'Resource' cannot be empty. Enter a valid value."],
    [{ Name: 'system', Resource: 'AAAA' }, '', 400, "The parameter 'importOption' must be one of [replace, merge, overwrite], found ''."],
    [{ Name: 'system', Resource: 'AAAA' }, 'importOption=merge', 415, "Property 'Resource' is no JKS or JCEKS keystore."],
    [{ Name: 'system', Resource: 'A'.repeat(1_400_000) }, 'importOption=merge', 413, "Property 'Resource' is larger than 1048576 bytes."],
  ])('what cannot be is refused: case %#', async (body, query, status, text) => {
    const { call } = await aTenant()
    expect(failure(await call('POST', `/KeystoreResources?${query}`, body))).toEqual({ status, text })
  })

  it('with the wrong password is refused', async () => {
    expect(failure(await importing(await aTenant(), file(['a', other]), 'importOption=merge', 'x'))).toEqual({
      status: 400,
      text: 'The password of the keystore is not correct, or the keystore was changed.',
    })
  })

  it('is exported with certificates alone, each under an alias of its own', async () => {
    const tenant = await aTenant()
    await importing(tenant, base64(read('crm.p12')), 'importOption=overwrite', 's3cret')
    await put(tenant, 'crm_1', other)
    const { __metadata, Resource, ...exported } = d(await tenant.call('GET', "/KeystoreResources('system')"))
    expect(exported).toEqual({ Name: 'system', Password: null, Aliases: null })
    const entries = await readJks(Buffer.from(Resource, 'base64'), '')
    expect(entries.map(({ alias, privateKey }) => [alias, privateKey])).toEqual([
      ['crm', undefined],
      ['crm__1', undefined],
      ['crm_1', undefined],
    ])
    expect(failure(await tenant.call('GET', "/KeystoreResources('other')"))).toEqual({
      status: 400,
      text: "Keystore name 'other' is invalid.",
    })
  })
})

describe('a backup', () => {
  it('is made, taken back and made anew', async () => {
    const tenant = await aFullTenant()
    const { call } = tenant
    const retrieve = (query = '') =>
      call('PUT', `/KeystoreResources('system')?retrieveBackup=backup_admin_system${query}`, { Resource: null })
    expect(failure(await retrieve())).toEqual({ status: 404, text: 'There are no backed up keystore entries.' })
    expect(plain(await call('POST', '/KeystoreResources', { Name: 'backup_admin_system' }))).toEqual(nothing)
    await put(tenant, 'a', other, 'update=true')
    await call('DELETE', `/KeystoreEntries('${hex('b')}')`)
    await put(tenant, 'd', other)
    expect(await aliases(tenant, 'backup_admin_system')).toEqual(['a', 'b', 'c'])
    const answer = await retrieve('&returnKeystoreEntries=true')
    expect([answer.status, statuses(answer)]).toEqual([
      200,
      [
        ['a', 'changed'],
        ['b', 'new'],
        ['c', 'unchanged'],
        ['d', 'unchanged'],
      ],
    ])
    expect(plain(await retrieve('&importOption=replace'))).toEqual(nothing)
    expect(await aliases(tenant)).toEqual(['a', 'b', 'c'])
    await call('DELETE', `/KeystoreEntries('${hex('a')}')`)
    await call('POST', '/KeystoreResources', { Name: 'backup_admin_system' })
    expect(d(await call('GET', "/Keystores('backup_admin_system')")).Size).toBe(2)
    expect(failure(await retrieve('&importOption=merge'))).toEqual({
      status: 400,
      text: "The parameter 'importOption' must be one of [overwrite, replace], found 'merge'.",
    })
  })
})

describe('many entries', () => {
  it('are deleted by a list of aliases', async () => {
    const tenant = await aFullTenant()
    const { call } = tenant
    await put(tenant, 'x; y\\', other)
    const remove = (Aliases: string, query = '') => call('PUT', `/KeystoreResources('system')?deleteEntries=true${query}`, { Aliases })
    expect(plain(await remove('a;x\\; y\\\\;missing'))).toEqual(nothing)
    expect(await aliases(tenant)).toEqual(['b', 'c'])
    const answer = await remove('b', '&returnKeystoreEntries=true')
    expect([answer.status, statuses(answer)]).toEqual([
      200,
      [
        ['b', 'removed'],
        ['c', 'unchanged'],
      ],
    ])
    expect(failure(await remove('c;sap_x'))).toEqual({ status: 403, text: "The alias 'sap_x' is reserved for SAP." })
    expect(failure(await remove(''))).toEqual({ status: 400, text: "Property 'Aliases' cannot be empty. Enter a valid value." })
    expect(await aliases(tenant)).toEqual(['c'])
  })

  it('need to be told what for, and a role', async () => {
    const { call } = await aTenant()
    expect(failure(await call('PUT', "/KeystoreResources('system')", {}))).toEqual({
      status: 400,
      text: "Set the parameter 'deleteEntries' to true or 'retrieveBackup' to backup_admin_system.",
    })
    expect(failure(await call('PUT', "/KeystoreResources('backup_admin_system')", {}))).toEqual({
      status: 400,
      text: "Keystore name 'backup_admin_system' is invalid.",
    })
    const reader = await aTenant(['MonitoringDataRead'])
    expect((await reader.call('PUT', "/KeystoreResources('system')?deleteEntries=true", { Aliases: 'a' })).status).toBe(403)
    expect((await reader.call('POST', '/KeystoreResources', { Name: 'backup_admin_system' })).status).toBe(403)
  })

  it('do not outgrow their keystore', async () => {
    const tenant = await aTenant()
    const stamp = { createdBy: 'x', createdAt: 1, modifiedBy: 'x', modifiedAt: 1 }
    const large = { type: 'key-pair', chain: [base64(certificate)], privateKey: 'A'.repeat(1_398_000), ...stamp } as const
    await tenant.store.keystore.create({ alias: 'large', ...large })
    const text = 'The keystore would be larger than 1048576 bytes.'
    expect(failure(await put(tenant, 'a', other))).toEqual({ status: 413, text })
    expect(failure(await importing(tenant, file(['a', other]), 'importOption=merge'))).toEqual({ status: 413, text })
    expect(plain(await importing(tenant, file(['a', other]), 'importOption=replace'))).toEqual(nothing)
  })
})

describe('keys of SAP', () => {
  /** The administrator of the server stands for SAP. */
  const administrator = { authorize: async () => ({ user: 'admin', bearer: true, roles: 'all' as const }) }
  const history = (change = {}) => ({ OriginalAlias: 'sap_key', ActivatedBy: 'admin', DeactivatedBy: 'admin', Owner: 'SAP', ...change })

  it('that are replaced become history, are taken back from there and activated', async () => {
    const tenant = await aTenant(undefined, administrator)
    const { call, clock } = tenant
    const [first, later, last] = [clock.now(), clock.now() + 1000, clock.now() + 2000]
    expect(plain(await put(tenant, 'sap_key', certificate))).toEqual(nothing)
    clock.advance(1000)
    expect(plain(await put(tenant, 'sap_key', other, 'update=true'))).toEqual(nothing)
    const entry = `HistoryKeystoreEntries('${hex('[1]_sap_key')}')`
    expect(d(await call('GET', `/${entry}`))).toMatchObject({
      Alias: '[1]_sap_key',
      SubjectDN: 'CN=Test CA',
      ActivationSequenceNumber: 1,
      ActiveFrom: `/Date(${first}+0000)/`,
      ActiveUntil: `/Date(${later}+0000)/`,
      ...history(),
    })
    expect(plain(await call('PUT', `/${entry}?copy=true`, { Status: null }))).toEqual(nothing)
    expect(await aliases(tenant, 'KeyRenewal')).toEqual(['sap_key'])
    clock.advance(1000)
    const renewal = `KeystoreEntries('${hex('sap_key')}')?keystoreName=KeyRenewal`
    expect(failure(await call('DELETE', `/${renewal}`))).toEqual({
      status: 400,
      text: "A renewal is not deleted but activated: set the parameter 'activate' to true.",
    })
    expect(plain(await call('DELETE', `/${renewal}&activate=true`))).toEqual(nothing)
    expect([await aliases(tenant), await aliases(tenant, 'KeyRenewal')]).toEqual([['sap_key'], []])
    expect(d(await call('GET', `/KeystoreEntries('${hex('sap_key')}')`))).toMatchObject({ SubjectDN: 'CN=Test CA', Owner: 'SAP' })
    expect(d(await call('GET', '/HistoryKeystoreEntries')).results).toMatchObject([
      { Alias: '[1]_sap_key', ...history() },
      { Alias: '[2]_sap_key', SubjectDN: 'CN=other', ActiveUntil: `/Date(${last}+0000)/`, ...history() },
    ])
    expect(
      d(await call('GET', `/KeystoreEntries('${hex('[2]_sap_key')}')/ChainCertificates?keystoreName=KeyHistory`)).results,
    ).toHaveLength(1)
    expect(d(await call('GET', "/Keystores('sap_key_history')")).Size).toBe(2)
  })

  it('in the history are copied only to where they may be', async () => {
    const tenant = await aTenant(undefined, administrator)
    const { call } = tenant
    for (const query of ['', 'update=true']) await put(tenant, 'sap_key', other, query)
    const copy = (alias: string, query: string) => call('PUT', `/HistoryKeystoreEntries('${hex(alias)}')?${query}`, { Status: null })
    expect(failure(await copy('[1]_sap_key', 'copy=true&destinationAlias=mine'))).toEqual({
      status: 400,
      text: 'The alias "mine" is invalid: it is not one of SAP',
    })
    expect(failure(await copy('[1]_sap_key', ''))).toEqual({ status: 400, text: "The parameter 'copy' must be true." })
    expect(failure(await copy('sap_key', 'copy=true'))).toEqual({
      status: 400,
      text: `The alias "sap_key" is invalid: Alias 'sap_key' does not start with '['`,
    })
    expect(failure(await copy('[7]_sap_key', 'copy=true'))).toEqual({ status: 404, text: "Alias '[7]_sap_key' not found in the keystore" })
    expect((await copy('[1]_sap_key', 'copy=true&destinationAlias=sap_other')).status).toBe(204)
    expect(failure(await copy('[1]_sap_key', 'copy=true&destinationAlias=sap_other'))).toEqual({
      status: 400,
      text: 'Keystore entry with alias "sap_other" already exists',
    })
    expect(failure(await call('DELETE', `/KeystoreEntries('${hex('x')}')?keystoreName=KeyHistory`))).toEqual({
      status: 400,
      text: "The keystore 'sap_key_history' cannot be changed.",
    })
    expect(failure(await call('GET', '/KeystoreEntries?keystoreName=mine'))).toEqual({
      status: 400,
      text: "Keystore name 'mine' is invalid.",
    })
  })

  it('stay out of backups and are not removed by an import', async () => {
    const tenant = await aTenant(undefined, administrator)
    await put(tenant, 'sap_key', other)
    await importing(tenant, file(['a', other]), 'importOption=replace')
    await tenant.call('POST', '/KeystoreResources', { Name: 'backup_admin_system' })
    expect([await aliases(tenant), await aliases(tenant, 'backup_admin_system')]).toEqual([['a', 'sap_key'], ['a']])
  })
})
