import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Agent, fetch as undiciFetch } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testAuthority } from '../../src/identity/testing/certificate.fixture.ts'
import type { AuditEntryView } from '../../src/platform/admin/audit.ts'
import { accessToken, basic, DIALECTS, type TestClient, testClient } from '../support/client.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

const ROLES = {
  neo: ['IntegrationOperationServer.read', 'NodeManager.read', 'NodeManager.deploysecuritycontent', 'NodeManager.readsecuritycontent'],
  'cloud-foundry': ['MonitoringDataRead', 'SecurityMaterialEdit', 'SecurityMaterialDownload'],
}
const CREDENTIALS = {
  neo: ['IntegrationOperationServer.read', 'NodeManager.read', 'NodeManager.deploycredentials', 'NodeManager.deploycontent'],
  'cloud-foundry': ['MonitoringDataRead', 'CredentialsEdit'],
}

let tenant: TestTenant
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-security-'))
  tenant = await testTenant({ clientCaFile: written('authority.pem', (await testAuthority()).pem) })
})
afterAll(async () => {
  await tenant.stop()
  rmSync(folder, { recursive: true })
})

function written(name: string, content: string | Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

const run = promisify(execFile)
async function tool(name: string, ...args: string[]): Promise<string> {
  const running = run(name, args, { cwd: folder, env: { ...process.env, GNUPGHOME: folder } })
  running.child.stdin?.end()
  return (await running).stdout
}

type Headers = Readonly<Record<string, string>>

/** Calls the management API as a program with this authorization does. */
const caller =
  (headers: Headers) =>
  async (method: string, path: string, body?: string | object, more: Headers = {}) => {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const type = typeof body === 'object' ? 'application/json' : 'application/octet-stream'
    const all = { accept: 'application/json', 'content-type': type, ...headers, ...more }
    const response = await fetch(`${tenant.publicUrl}/api/v1/${path}`, { method, headers: all, ...sent })
    const bytes = Buffer.from(await response.arrayBuffer())
    // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
    const d: any = response.headers.get('content-type') === 'application/json' ? JSON.parse(bytes.toString()).d : undefined
    return { status: response.status, bytes, d }
  }

const withToken = async (client: TestClient) => caller({ authorization: `Bearer ${await accessToken(client)}` })

/** Basic with the CSRF token that its callers need. */
async function withBasic(client: TestClient) {
  const authorization = basic(client)
  const response = await fetch(`${tenant.publicUrl}/api/v1/`, { headers: { authorization, 'x-csrf-token': 'Fetch' } })
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return caller({ authorization, cookie, 'x-csrf-token': response.headers.get('x-csrf-token')! })
}

async function lastAudited(): Promise<string> {
  const response = await fetch(`${tenant.publicUrl}/admin/v1/audit?limit=1`, { headers: { authorization: `Bearer ${tenant.adminToken}` } })
  const [entry] = (await response.json()) as AuditEntryView[]
  return entry!.text
}

/** Whether any file of the tenant holds the text, but for the key of its own listener. */
const isWritten = (text: string) =>
  readdirSync(tenant.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('tls'))
    .some(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(text))

describe.each(DIALECTS)('security content over the wire, %s', (dialect) => {
  it('a keystore of Java is imported, backed up, exported and deleted', async () => {
    const client = await testClient(tenant, dialect, { application: 'tmn', roles: ROLES[dialect] })
    const store = ['-keystore', `${dialect}.jks`, '-storetype', 'JKS', '-storepass', 'Geheim-1']
    await tool('keytool', '-genkeypair', '-alias', dialect, '-keyalg', 'RSA', '-keysize', '2048', '-dname', 'CN=crm', ...store)
    const Resource = readFileSync(join(folder, `${dialect}.jks`)).toString('base64')
    const file = { Name: 'system', Resource, Password: 'Geheim-1' }
    const refused = await caller({ authorization: basic(client) })('POST', 'KeystoreResources?importOption=merge', file)
    expect(refused.status).toBe(403)
    const call = await withBasic(client)
    const imported = await call('POST', 'KeystoreResources?importOption=merge&returnKeystoreEntries=true', file)
    const [entry] = imported.d.results.filter(({ Alias }: { Alias: string }) => Alias === dialect)
    expect([imported.status, entry.Type, entry.Status, entry.SubjectDN]).toEqual([200, 'Key Pair', 'new', 'CN=crm'])
    expect(await lastAudited()).toContain('keystore resource')
    expect((await call('POST', 'KeystoreResources', { Name: 'backup_admin_system' })).status).toBe(204)
    const exported = (await call('GET', "KeystoreResources('backup_admin_system')")).d
    written(`${dialect}.jceks`, Buffer.from(exported.Resource, 'base64'))
    const listed = await tool('keytool', '-list', '-storetype', 'JCEKS', '-keystore', `${dialect}.jceks`, '-storepass', '')
    expect(listed).toContain(`${dialect}, `)
    expect((await call('PUT', "KeystoreResources('system')?deleteEntries=true", { Aliases: dialect })).status).toBe(204)
    const retrieved = await call('PUT', "KeystoreResources('system')?retrieveBackup=backup_admin_system&returnKeystoreEntries=true", {})
    expect(retrieved.d.results.find(({ Alias }: { Alias: string }) => Alias === dialect).Status).toBe('new')
    expect([isWritten('Geheim-1'), isWritten('BEGIN PRIVATE KEY')]).toEqual([false, false])
  })

  it('an SSH key becomes a key pair', async () => {
    const call = await withToken(await testClient(tenant, dialect, { application: 'tmn', roles: ROLES[dialect] }))
    await tool('ssh-keygen', '-q', '-t', 'rsa', '-b', '2048', '-N', '', '-f', `${dialect}-ssh`)
    const SSHFile = readFileSync(join(folder, `${dialect}-ssh`)).toString('base64')
    const update = dialect === 'cloud-foundry'
    const made = await call('POST', `SSHKeyGenerationRequests?update=${update}`, { SSHFile, CommonName: 'sftp', Country: 'DE' })
    expect([made.status, made.d.Alias]).toEqual([200, 'id_rsa'])
    const line = (await call('GET', "KeystoreEntries('69645F727361')/Sshkey/$value")).bytes.toString()
    expect(line.split(' ')[1]).toBe(readFileSync(join(folder, `${dialect}-ssh.pub`), 'utf8').split(' ')[1])
  })

  it('keys of GnuPG are imported, and the public ones come back', async () => {
    const call = await withToken(await testClient(tenant, dialect, { application: 'tmn', roles: ROLES[dialect] }))
    const user = `${dialect}@example.com`
    const gpg = (...args: string[]) => tool('gpg', '--batch', '--pinentry-mode', 'loopback', '--passphrase', 'Pass-phrase-1', ...args)
    await gpg('--quick-generate-key', user, 'rsa2048', 'default', '30d')
    const open = await gpg('--armor', '--export', user)
    const secret = await gpg('--armor', '--export-secret-keys', user)
    const pubring = "PgpKeyringPublicResources('pubring')/$value"
    const added = await call('PUT', pubring, open)
    expect([added.status, added.d.results[0].Status, added.d.results[0].PrimaryUserId]).toEqual([200, 'added', user])
    expect(await lastAudited()).toContain('pgp keyring public resource')
    const secring = "PgpKeyringSecretResources('secring')/$value"
    expect((await call('PUT', secring, secret)).status).toBe(400)
    expect((await call('PUT', secring, secret, { passphrase: 'Pass-phrase-1' })).d.results[0].Status).toBe('added')
    const id = added.d.results[0].KeyId
    const { Type, Algorithm, KeyLength, ValidityState, ErrorInformation } = (await call('GET', `PgpKeyEntries('${id}')`)).d
    const facts = { Type, Algorithm, KeyLength, ValidityState, ErrorInformation }
    const valid = { ValidityState: 'valid', ErrorInformation: null }
    expect(facts).toEqual({ Type: 'Secret,Public', Algorithm: 'RSA', KeyLength: 2048, ...valid })
    const shown = await tool(
      'gpg',
      '--batch',
      '--show-keys',
      '--with-colons',
      written(`${dialect}.gpg`, (await call('GET', pubring)).bytes),
    )
    expect(shown).toContain(id)
    expect((await call('GET', secring)).status).toBe(501)
    expect([isWritten('Pass-phrase-1'), isWritten('BEGIN PGP PRIVATE KEY')]).toEqual([false, false])
    expect((await call('DELETE', `PgpKeyEntries('${id}')`)).status).toBe(204)
  })

  it('a certificate stands for a user as soon as it is mapped, and no longer than that', async () => {
    const call = await withToken(await testClient(tenant, dialect, { application: 'tmn', roles: ROLES[dialect] }))
    const { pem: cert, keyPem: key } = await (await testAuthority()).issue({ subject: `C=DE, CN=${dialect}` })
    const user = `supplier-${dialect}`
    for (const role of ['IntegrationOperationServer.read', 'NodeManager.read']) {
      await tenant.platform.assignments.assign({ user, application: 'tmn', role })
    }
    const ca = readFileSync(join(tenant.dataDir, 'tls', 'ca.pem'), 'utf8')
    const statusOfUser = async () => {
      const dispatcher = new Agent({ connect: { ca, cert, key } })
      const answer = await undiciFetch(`${tenant.httpsUrl}/api/v1/KeystoreEntries`, { dispatcher })
      await answer.text()
      await dispatcher.close()
      return answer.status
    }
    expect(await statusOfUser()).toBe(401)
    const mapping = await call('POST', 'CertificateUserMappings', { User: user, Certificate: Buffer.from(cert).toString('base64') })
    expect([mapping.status, mapping.d.User]).toEqual([201, user])
    expect(await statusOfUser()).toBe(200)
    expect((await call('DELETE', `CertificateUserMappings('${mapping.d.Id}')`)).status).toBe(204)
    expect(await statusOfUser()).toBe(401)
  })

  it('an OAuth2 authorization code credential is kept', async () => {
    const call = await withToken(await testClient(tenant, dialect, { application: 'tmn', roles: CREDENTIALS[dialect] }))
    const urls = { AuthUrl: 'https://idp.example/authorize', TokenUrl: 'https://idp.example/token' }
    const secrets = { ClientSecret: 'Client-secret-1', RefreshToken: 'Refresh-token-1' }
    const credential = { Name: `mail ${dialect}`, Type: 'Generic', Provider: 'Generic', ClientId: 'me', ...urls, ...secrets }
    expect((await call('POST', 'OAuth2AuthorizationCodes', credential)).status).toBe(202)
    const { ClientSecret, RefreshToken, RefreshTokenExisting } = (await call('GET', `OAuth2AuthorizationCodes('mail%20${dialect}')`)).d
    expect([ClientSecret, RefreshToken, RefreshTokenExisting]).toEqual([null, null, true])
    const names = (await call('GET', 'SecurityArtifacts')).d.results.map(({ Name }: { Name: string }) => Name)
    expect(names).toContain(`mail ${dialect}`)
    expect([isWritten('Client-secret-1'), isWritten('Refresh-token-1')]).toEqual([false, false])
    expect((await call('POST', 'KeystoreResources', { Name: 'backup_admin_system' })).status).toBe(403)
  })
})
