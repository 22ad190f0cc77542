import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aTenant, d, failure, plain, type Tenant } from './tenant.fixture.ts'

let folder: string
const read = (name: string) => readFileSync(join(folder, name))
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' }).toString()

/** An authority, a key pair that it certified, and an elliptic certificate by itself. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-keystore-'))
  const self = ['req', '-x509', '-nodes', '-days', '3650']
  openssl(...self, '-newkey', 'rsa:2048', '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/C=DE/CN=Test CA')
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'crm.key', '-out', 'crm.csr', '-subj', '/C=DE/O=Acme/CN=crm')
  openssl(
    'x509',
    '-req',
    '-in',
    'crm.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-set_serial',
    '0x11F11',
    '-days',
    '3650',
    '-out',
    'crm.pem',
  )
  openssl('pkcs12', '-export', '-inkey', 'crm.key', '-in', 'crm.pem', '-certfile', 'ca.pem', '-passout', 'pass:s3cret', '-out', 'crm.p12')
  openssl('crl2pkcs7', '-nocrl', '-certfile', 'crm.pem', '-certfile', 'ca.pem', '-outform', 'DER', '-out', 'crm.p7b')
  openssl(...self, '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-keyout', 'ec.key', '-out', 'ec.pem', '-subj', '/CN=ec')
})
afterAll(() => rmSync(folder, { recursive: true }))

const hex = (alias: string) => Buffer.from(alias).toString('hex').toUpperCase()
const base64Der = (name: string) =>
  read(name)
    .toString()
    .replace(/-----[^-]+-----|\s/g, '')
const put = ({ call }: Tenant, alias: string, body: string, query = 'fingerprintVerified=true&returnKeystoreEntries=false&update=false') =>
  call('PUT', `/CertificateResources('${hex(alias)}')/$value?${query}`, body)
const keyPair = (alias: string, change = {}) => ({
  Alias: alias,
  Password: 's3cret',
  Resource: read('crm.p12').toString('base64'),
  ...change,
})
const imported = async (query = 'fingerprintVerified=true') => {
  const tenant = await aTenant()
  expect((await tenant.call('POST', `/KeyPairResources?${query}`, keyPair('crm'))).status).toBe(204)
  return tenant
}
const nothing = { status: 204, body: null }

describe('certificates', () => {
  it('are added and shown with everything they say', async () => {
    const tenant = await aTenant()
    expect(plain(await put(tenant, 'Test CA', base64Der('ca.pem')))).toEqual(nothing)
    const { __metadata, ChainCertificates, Certificate, Sshkey, Keystore, ChainResource, SigningRequest, ...entry } = d(
      await tenant.call('GET', `/KeystoreEntries('${hex('Test CA')}')?keystoreName=system`),
    )
    const certificate = new X509Certificate(read('ca.pem'))
    expect(entry).toEqual({
      Hexalias: hex('Test CA'),
      Alias: 'Test CA',
      KeyType: 'RSA',
      KeySize: 2048,
      ValidNotBefore: `/Date(${Date.parse(certificate.validFrom)}+0000)/`,
      ValidNotAfter: `/Date(${Date.parse(certificate.validTo)}+0000)/`,
      SerialNumber: `0x${certificate.serialNumber.replace(/^0+/, '')}`,
      SignatureAlgorithm: 'SHA256withRSA',
      EllipticCurve: null,
      Validity: Date.parse(certificate.validFrom) > tenant.clock.now() ? 'notYetValid' : null,
      SubjectDN: 'C=DE, CN=Test CA',
      IssuerDN: 'C=DE, CN=Test CA',
      Version: 3,
      FingerprintSha1: certificate.fingerprint,
      FingerprintSha256: certificate.fingerprint256,
      FingerprintSha512: certificate.fingerprint512,
      Type: 'Certificate',
      Owner: 'Tenant Administrator',
      LastModifiedBy: 'tester',
      LastModifiedTime: '/Date(1767225600000+0000)/',
      CreatedBy: 'tester',
      CreatedTime: '/Date(1767225600000+0000)/',
      Status: 'unchanged',
    })
    const der = await tenant.call('GET', `/KeystoreEntries('${hex('Test CA').toLowerCase()}')/Certificate/$value`)
    expect([der.status, Buffer.from(der.body as Uint8Array).toString('base64')]).toEqual([200, base64Der('ca.pem')])
  })

  it('come as PEM too, and elliptic ones are named by their curve', async () => {
    const tenant = await aTenant()
    expect((await put(tenant, 'ec', read('ec.pem').toString())).status).toBe(204)
    const [entry] = d(await tenant.call('GET', '/KeystoreEntries')).results
    expect([entry.KeyType, entry.KeySize, entry.EllipticCurve, entry.SignatureAlgorithm]).toEqual([
      'EC',
      256,
      'secp256r1',
      'SHA256withECDSA',
    ])
  })

  it('come by POST too, with their alias in the header', async () => {
    const { call } = await aTenant()
    const post = (headers: Record<string, string>) =>
      call('POST', '/CertificateResources?fingerprintVerified=true', base64Der('ca.pem'), { accept: 'application/json', ...headers })
    expect(plain(await post({ slug: hex('Test CA') }))).toEqual(nothing)
    expect(d(await call('GET', '/KeystoreEntries')).results.map(({ Alias }: { Alias: string }) => Alias)).toEqual(['Test CA'])
    expect(failure(await post({ slug: hex('Test CA') }))).toEqual({
      status: 400,
      text: 'Keystore entry with alias "Test CA" already exists',
    })
    expect(failure(await post({}))).toEqual({
      status: 400,
      text: "The header 'Slug' must have the hexadecimal alias of the certificate.",
    })
  })

  it('need a known issuer or the word of the caller', async () => {
    const tenant = await aTenant()
    const unverified = 'fingerprintVerified=false&returnKeystoreEntries=false&update=false'
    expect(failure(await put(tenant, 'crm', base64Der('crm.pem'), unverified))).toEqual({
      status: 409,
      text:
        `Trust path to the certificate with the SHA-256 fingerprint ${new X509Certificate(read('crm.pem')).fingerprint256} could not be ` +
        'established. Check the fingerprint and repeat the request with fingerprintVerified=true.',
    })
    await put(tenant, 'ca', base64Der('ca.pem'))
    expect((await put(tenant, 'crm', base64Der('crm.pem'), unverified)).status).toBe(204)
  })

  it('are replaced only when asked for, and the list comes when asked for', async () => {
    const tenant = await aTenant()
    await put(tenant, 'a', base64Der('ca.pem'))
    expect(failure(await put(tenant, 'a', base64Der('ec.pem')))).toEqual({
      status: 400,
      text: 'Keystore entry with alias "a" already exists',
    })
    const update = 'fingerprintVerified=true&returnKeystoreEntries=true&update=true'
    expect(failure(await put(tenant, 'b', base64Der('ec.pem'), update))).toEqual({
      status: 400,
      text: 'Keystore entry with alias "b" does not exist',
    })
    const answer = await put(tenant, 'a', base64Der('ec.pem'), update)
    expect([answer.status, d(answer).results.map((entry: { SubjectDN: string }) => entry.SubjectDN)]).toEqual([200, ['CN=ec']])
  })

  it.each([
    ['sap_root', 'x', 403, "The alias 'sap_root' is reserved for SAP."],
    ['a', 'no certificate', 415, 'The body is no X.509 certificate in DER, PEM or base64.'],
    ['a', 'x'.repeat(10_241), 413, 'The certificate is larger than 10240 bytes.'],
  ])('%s is refused', async (alias, body, status, text) => {
    expect(failure(await put(await aTenant(), alias, body))).toEqual({ status, text })
  })
})

describe('key pairs', () => {
  it('come from a PKCS#12 file with their chain; the key is encrypted and never shown', async () => {
    const { call, store, vault } = await imported()
    const entry = (await store.keystore.find('crm'))!
    expect(entry.chain).toEqual([base64Der('crm.pem'), base64Der('ca.pem')])
    expect(entry.privateKey).not.toContain('PRIVATE')
    const key = createPrivateKey(vault.decrypt(entry.privateKey!))
    expect(new X509Certificate(read('crm.pem')).checkPrivateKey(key)).toBe(true)
    const [shown] = d(await call('GET', '/KeystoreEntries?$expand=ChainCertificates')).results
    expect([shown.Type, shown.SerialNumber, shown.SubjectDN]).toEqual(['Key Pair', '0x11F11', 'C=DE, O=Acme, CN=crm'])
    expect(shown.ChainCertificates.results.map((link: Record<string, unknown>) => [link.Index, link.SubjectDN])).toEqual([
      [0, 'C=DE, O=Acme, CN=crm'],
      [1, 'C=DE, CN=Test CA'],
    ])
    expect((await call('GET', '/KeyPairResources')).status).toBe(501)
  })

  it.each([
    [{ Password: 'wrong' }, 400, 'The password of the PKCS#12 file is not correct.'],
    [{ Resource: 'AAAA' }, 415, "Property 'Resource' is no PKCS#12 file."],
    [{ Resource: null }, 400, "Property 'Resource' cannot be empty. Enter a valid value."],
    [{ Alias: '' }, 400, "Property 'Alias' cannot be empty. Enter a valid value."],
    [{ Alias: 'SAP_x' }, 403, "The alias 'SAP_x' is reserved for SAP."],
  ])('%j is refused', async (change, status, text) => {
    const { call } = await aTenant()
    expect(failure(await call('POST', '/KeyPairResources?fingerprintVerified=true', keyPair('crm', change)))).toEqual({ status, text })
  })

  it('are exported as chain, as request for a certificate and for SSH', async () => {
    const { call } = await imported()
    const content = async (way: string) =>
      Buffer.from((await call('GET', `/KeystoreEntries('${hex('crm')}')/${way}/$value`)).body as Uint8Array)
    execFileSync('tee', ['exported.p7b'], { cwd: folder, input: await content('ChainResource'), stdio: ['pipe', 'ignore', 'pipe'] })
    expect(openssl('pkcs7', '-inform', 'DER', '-in', 'exported.p7b', '-print_certs').match(/^subject=.*$/gm)).toHaveLength(2)
    execFileSync('tee', ['exported.csr'], { cwd: folder, input: await content('SigningRequest'), stdio: ['pipe', 'ignore', 'pipe'] })
    expect(openssl('req', '-in', 'exported.csr', '-noout', '-subject').replaceAll(' ', '')).toBe('subject=C=DE,O=Acme,CN=crm\n')
    const [type, key, comment] = (await content('Sshkey')).toString().trim().split(' ')
    expect([type, comment, Buffer.from(key!, 'base64').subarray(4, 11).toString()]).toEqual(['ssh-rsa', 'crm', 'ssh-rsa'])
  })

  it('are generated as asked for', async () => {
    const { call, store, vault } = await aTenant()
    const names = { CommonName: 'gen, erated', Country: 'DE', Organization: 'Acme' }
    const times = { ValidNotBefore: '/Date(1700000000000)/', ValidNotAfter: '/Date(1900000000000)/' }
    const wish = { Alias: 'gen', KeyType: 'EC', KeySize: 384, SignatureAlgorithm: 'SHA384withECDSA', ...names, ...times }
    const answer = await call('POST', '/KeyPairGenerationRequests?returnKeystoreEntries=true', wish)
    const [entry] = d(answer).results
    expect([answer.status, entry.KeyType, entry.KeySize, entry.SignatureAlgorithm, entry.SubjectDN, entry.ValidNotAfter]).toEqual([
      200,
      'EC',
      384,
      'SHA384withECDSA',
      'CN=gen\\, erated, O=Acme, C=DE',
      '/Date(1900000000000+0000)/',
    ])
    const stored = (await store.keystore.find('gen'))!
    const certificate = new X509Certificate(Buffer.from(stored.chain[0]!, 'base64'))
    expect(certificate.checkPrivateKey(createPrivateKey(vault.decrypt(stored.privateKey!)))).toBe(true)
    expect(failure(await call('POST', '/KeyPairGenerationRequests', wish))).toEqual({
      status: 400,
      text: 'Keystore entry with alias "gen" already exists',
    })
  })

  it.each([
    [{ CommonName: '' }, "Property 'CommonName' cannot be empty. Enter a valid value."],
    [{ Country: 'Germany' }, "Property 'Country' must be two letters, found 'Germany'."],
    [{ KeySize: 512 }, "Property 'KeySize' must be one of [2048, 3072, 4096], found '512'."],
    [{ SignatureAlgorithm: 'MD5' }, "Property 'SignatureAlgorithm' must begin with SHA256, SHA384 or SHA512, found 'MD5'."],
    [{ ValidNotBefore: '/Date(5)/', ValidNotAfter: '/Date(4)/' }, "Property 'ValidNotAfter' must be later than 'ValidNotBefore'."],
  ])('a request with %j is refused', async (change, text) => {
    const { call } = await aTenant()
    const body = { Alias: 'gen', CommonName: 'x', ...change }
    expect(failure(await call('POST', '/KeyPairGenerationRequests', body))).toEqual({ status: 400, text })
  })

  it('are made of an RSA key of the caller, and take the chain of their authority', async () => {
    const { call } = await aTenant()
    const body = { Alias: 'crm', CommonName: 'crm', Country: 'DE', RSAFile: read('crm.key').toString('base64') }
    expect((await call('POST', '/RSAKeyGenerationRequests', body)).status).toBe(204)
    const chain = (content: Buffer, query = 'fingerprintVerified=true') =>
      call('PUT', `/CertificateChainResources('${hex('crm')}')/$value?${query}`, content.toString('base64'))
    expect(failure(await chain(read('ec.pem')))).toMatchObject({ status: 415 })
    expect(plain(await chain(read('crm.p7b')))).toEqual(nothing)
    const { results } = d(await call('GET', `/KeystoreEntries('${hex('crm')}')/ChainCertificates?keystoreName=system`))
    expect(results.map((link: { IssuerDN: string }) => link.IssuerDN)).toEqual(['C=DE, CN=Test CA', 'C=DE, CN=Test CA'])
    const other = call('PUT', `/CertificateChainResources('${hex('crm')}')/$value?fingerprintVerified=true`, read('ec.pem').toString())
    expect(failure(await other)).toEqual({ status: 400, text: 'The certificate chain does not fit to the public key.' })
    expect(failure(await call('POST', '/RSAKeyGenerationRequests', { ...body, Alias: 'x', RSAFile: 'AAAA' }))).toEqual({
      status: 400,
      text: "Property 'RSAFile' is no RSA private key in PEM.",
    })
  })
})

describe('entries', () => {
  it('are renamed and deleted', async () => {
    const { call } = await imported()
    const renaming = (query: string) => call('PUT', `/KeystoreEntries('${hex('crm')}')?${query}`, { Status: null })
    expect(failure(await renaming(''))).toEqual({ status: 400, text: "The parameter 'renameAlias' must name the new alias." })
    expect(failure(await renaming('renameAlias=crm'))).toEqual({ status: 400, text: 'Keystore entry with alias "crm" already exists' })
    expect(plain(await renaming('renameAlias=new%20crm&returnHexAlias=true'))).toEqual({ status: 200, body: `[${hex('new crm')}]` })
    expect(plain(await call('DELETE', `/KeystoreEntries('${hex('new crm')}')`))).toEqual(nothing)
  })

  it('that are missing are named', async () => {
    const { call } = await aTenant()
    const missing = { status: 404, text: "Alias 'crm' not found in the keystore" }
    for (const target of ['KeystoreEntries', 'CertificateResources', 'CertificateChainResources']) {
      expect(failure(await call('GET', `/${target}('${hex('crm')}')`))).toEqual(missing)
    }
    expect(failure(await call('DELETE', `/KeystoreEntries('${hex('crm')}')`))).toEqual(missing)
    expect(failure(await call('GET', "/KeystoreEntries('abc')"))).toEqual({ status: 500, text: 'hexBinary needs to be even-length: abc' })
  })

  it('are counted and sorted, and other keystores have none', async () => {
    const tenant = await imported()
    await put(tenant, 'ca', base64Der('ca.pem'))
    const { call } = tenant
    const aliases = async (query: string) =>
      d(await call('GET', `/KeystoreEntries?${query}`)).results.map((entry: { Alias: string }) => entry.Alias)
    expect([
      await aliases('$orderby=Alias desc'),
      await aliases("$filter=Type eq 'Key Pair'"),
      await aliases('keystoreName=backup_admin_system'),
    ]).toEqual([['crm', 'ca'], ['crm'], []])
    expect((await call('GET', '/KeystoreEntries/$count')).body).toBe('2')
    const { __metadata, Entries, ...keystore } = d(await call('GET', "/Keystores('system')?$expand=Entries"))
    expect([keystore, Entries.results.length]).toEqual([
      { Name: 'system', LastModifiedBy: 'tester', LastModifiedTime: '/Date(1767225600000+0000)/', Size: 2 },
      2,
    ])
    expect((await call('GET', "/Keystores('system')/Size/$value")).body).toBe('2')
    expect(failure(await call('GET', "/Keystores('other')"))).toEqual({ status: 400, text: "Keystore name 'other' is invalid." })
  })

  it('are changed by who may edit security material', async () => {
    const tenant = await aTenant(['MonitoringDataRead', 'CredentialsEdit'])
    expect(failure(await put(tenant, 'ca', base64Der('ca.pem')))).toEqual({ status: 403, text: null })
    expect((await tenant.call('POST', '/KeyPairResources', keyPair('crm'))).status).toBe(403)
    expect((await tenant.call('GET', '/KeystoreEntries')).status).toBe(200)
  })
})
