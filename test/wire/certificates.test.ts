import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent, fetch as undiciFetch } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSettings } from '../../src/config/read-settings.ts'
import { readCertificate } from '../../src/identity/certificate.ts'
import { selfSigned, type TestAuthority, type TestCertificate, testAuthority } from '../../src/identity/testing/certificate.fixture.ts'
import { silentLogger } from '../../src/kernel/logger.ts'
import { storedCertificate } from '../../src/platform/certificates/stored-certificate.ts'
import { startTenant } from '../../src/tenant.ts'
import { sluice } from '../support/cli.ts'
import { testClient } from '../support/client.ts'
import { curl, form } from '../support/curl.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'
import { expectRefusal, oauthXml, page } from './expect-refusal.ts'
import { invalidToken } from './stage.ts'

const HOUR = 3_600_000
const EITHER = 'Bearer realm="sluice", Basic realm="sluice"'
const BAD = '{"error":"invalid_client","error_description":"Bad credentials"}'
const BAD_CHALLENGE = 'Basic realm="UAA/client", error="unauthorized", error_description="Bad credentials"'

const folder = mkdtempSync(join(tmpdir(), 'sluice-mtls-'))
let authority: TestAuthority
let tenant: TestTenant
let ca: string
let caFile: string

beforeAll(async () => {
  authority = await testAuthority()
  tenant = await testTenant({ clientCaFile: written('client-ca.pem', authority.pem) })
  caFile = join(tenant.dataDir, 'tls', 'ca.pem')
  ca = readFileSync(caFile, 'utf8')
  const answer = [content('${header.SapAuthenticatedUserName} called')]
  const listed = `<row><cell id='clientCertificate.subjectDN'>CN=lister,O=Acme,C=DE</cell><cell id='clientCertificate.issuerDN'>CN=Test authority</cell></row>`
  await deploy(tenant, { id: 'Orders', sender: https('/orders'), steps: answer })
  const sender = https('/listed', { senderAuthType: 'ClientCertificate', clientCertificates: listed })
  await deploy(tenant, { id: 'Listed', sender, steps: answer })
})
afterAll(async () => {
  await tenant.stop()
  rmSync(folder, { recursive: true })
})

function written(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

/** The members of a key's JSON that callers need. */
interface CertificateKey {
  readonly clientid: string
  readonly certificate: string
  readonly key: string
  readonly url: string
  readonly tokenurl: string
}

let instances = 0

/** An instance of the Cloud Foundry subaccount and a key with a certificate, made with the command line. */
async function newKey(
  plan: 'integration-flow' | 'api',
  roles: string,
  ...options: string[]
): Promise<CertificateKey & { instance: string; json: string }> {
  const instance = `mutual-${++instances}`
  await sluice(tenant, ['instance', 'create', instance, '--plan', plan, '--roles', roles])
  const { code, out, err } = await sluice(tenant, ['key', 'create', instance, 'key', ...options])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return { ...JSON.parse(out).oauth, instance, json: out }
}

const issuedKey = (plan: 'integration-flow' | 'api' = 'integration-flow', roles = 'ESBMessaging.send') =>
  newKey(plan, roles, '--type', 'certificate', '--json')

const externalKey = (certificate: TestCertificate, params: object = {}) => {
  const file = written('parameters.json', JSON.stringify(params))
  return newKey('integration-flow', 'ESBMessaging.send', '--certificate', written('external.pem', certificate.pem), '--params', file)
}

interface Identity {
  readonly cert: string
  readonly key: string
}

const identityOf = (from: { certificate: string; key: string } | TestCertificate): Identity =>
  'certificate' in from ? { cert: from.certificate, key: from.key } : { cert: from.pem, key: from.keyPem }

/** Calls the https listener with undici, over a connection of its own. */
async function call(path: string, identity?: Identity, headers: Record<string, string> = {}, body?: string): Promise<Response> {
  const dispatcher = new Agent({ connect: { ca, ...identity } })
  try {
    const method = body === undefined ? 'GET' : 'POST'
    const answer = await undiciFetch(tenant.httpsUrl + path, { dispatcher, method, headers, ...(body !== undefined && { body }) })
    return new Response(await answer.text(), { status: answer.status, headers: [...answer.headers] })
  } finally {
    await dispatcher.close()
  }
}

const ask = (clientId: string, identity?: Identity) => {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId }).toString()
  return call('/oauth/token', identity, { 'content-type': 'application/x-www-form-urlencoded' }, body)
}

async function tokenOf(clientId: string, identity: Identity): Promise<string> {
  const answer = await ask(clientId, identity)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { access_token: string }).access_token
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe('curl with a key of type Certificate', () => {
  let key: CertificateKey
  let identity: string[]
  beforeAll(async () => {
    key = await issuedKey()
    identity = ['--cert', written('curl.pem', key.certificate), '--key', written('curl.key', key.key)]
  })

  test('A20 F8 gets a token that is bound to the certificate, and calls the flow with both', async () => {
    const answer = await curl(caFile, ...identity, '-d', 'grant_type=client_credentials', ...form('client_id', key.clientid), key.tokenurl)
    expect(answer.status).toBe(200)
    const { access_token } = JSON.parse(answer.body)
    const claims = JSON.parse(Buffer.from(access_token.split('.')[1], 'base64url').toString())
    expect(claims.cnf).toEqual({ 'x5t#S256': readCertificate(key.certificate)!.thumbprint })
    const call = ['-H', `Authorization: Bearer ${access_token}`, '-d', 'x', `${key.url}/http/orders`]
    expect(await curl(caFile, ...identity, ...call)).toEqual({ status: 200, body: `${key.clientid} called` })
    expect((await curl(caFile, ...call)).status).toBe(401)
  })

  test('calls the flow without a token', async () => {
    expect(await curl(caFile, ...identity, '-d', 'x', `${key.url}/http/orders`)).toEqual({ status: 200, body: `${key.clientid} called` })
  })

  test.each(['1.2', '1.3'])('TLS %s', async (version) => {
    const tls = [`--tlsv${version}`, '--tls-max', version]
    expect((await curl(caFile, ...identity, ...tls, '-d', 'x', `${key.url}/http/orders`)).status).toBe(200)
  })
})

test('a key of plan api reads the management API with its certificate, and changes nothing without a CSRF token', async () => {
  const identity = identityOf(await issuedKey('api', 'MonitoringDataRead,WorkspacePackagesEdit'))
  expect((await call('/api/v1/MessageProcessingLogs', identity)).status).toBe(200)
  expect((await call('/api/v1/IntegrationPackages', identity, { 'content-type': 'application/json' }, '{}')).status).toBe(403)
})

test('discovery says where certificates are asked for', async () => {
  const document = await (await fetch(`${tenant.publicUrl}/.well-known/openid-configuration`)).json()
  expect(document).toMatchObject({
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt', 'tls_client_auth', 'client_secret_post'],
    tls_client_certificate_bound_access_tokens: true,
    mtls_endpoint_aliases: { token_endpoint: `${tenant.httpsUrl}/oauth/token` },
  })
})

test('the command line uses a key with a certificate as any other', async () => {
  const { json, clientid } = await issuedKey()
  const file = written('key.json', json)
  expect((await sluice(tenant, ['token', '--key', file])).out).toMatch(/^eyJ.*\n$/)
  expect(await sluice(tenant, ['call', '/http/orders', '--key', file, '-d', 'x'])).toEqual({ code: 0, err: '', out: `${clientid} called` })
})

describe('refused at the token endpoint', () => {
  const refused = { status: 401, challenge: BAD_CHALLENGE, body: BAD }

  test('a certificate that nobody registered', async () => {
    const { clientid } = await issuedKey()
    await expectRefusal(tenant, await ask(clientid, identityOf(await selfSigned())), {
      ...refused,
      cause: 'certificate-unknown',
      clientId: clientid,
      why: "The client certificate of 'CN=acme, O=Acme, C=DE' belongs to no service key and no user here.",
      fix: 'sluice certificate list',
    })
  })

  test('A21 that of another client', async () => {
    const [mine, other] = [await issuedKey(), await issuedKey()]
    await expectRefusal(tenant, await ask(other.clientid, identityOf(mine)), {
      ...refused,
      cause: 'certificate-of-other-client',
      clientId: other.clientid,
      why: `is not one of the client '${other.clientid}'`,
      fix: 'of the same service key',
    })
  })

  test('A22 one that has expired since', async () => {
    const { clientid } = await issuedKey()
    const old = await authority.issue({ notBefore: Date.now() - 2 * HOUR, notAfter: Date.now() - HOUR })
    const certificate = readCertificate(old.pem)!
    const { expiresAt } = certificate
    const holder = { clientId: clientid, subaccountId: tenant.platform.subaccounts.cloudFoundry.id, pinned: true, createdAt: 0 }
    await tenant.store.certificates.add(storedCertificate(certificate, holder))
    await expectRefusal(tenant, await ask(clientid, identityOf(old)), {
      ...refused,
      cause: 'certificate-expired',
      clientId: clientid,
      why: `expired at ${new Date(expiresAt).toISOString()}`,
      fix: 'sluice key create INSTANCE KEY',
    })
  })

  test('A26 a certificate beside a secret', async () => {
    const client = await testClient(tenant, 'cloud-foundry')
    const headers = { authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}` }
    const answer = await call('/oauth/token?grant_type=client_credentials', identityOf(await issuedKey()), headers, '')
    await expectRefusal(tenant, answer, {
      status: 400,
      body: '{"error":"invalid_request","error_description":"The request uses more than one client authentication"}',
      cause: 'several-client-authentications',
      why: 'The request authenticates its client with a secret and a client certificate.',
      fix: 'one of them',
    })
  })

  test('a key that was deleted, and its tokens', async () => {
    const key = await issuedKey()
    const token = await tokenOf(key.clientid, identityOf(key))
    await sluice(tenant, ['key', 'delete', key.instance, 'key'])
    expect((await ask(key.clientid, identityOf(key))).status).toBe(401)
    expect((await call('/http/orders', identityOf(key), {}, 'x')).status).toBe(401)
    expect((await call('/http/orders', identityOf(key), bearer(token), 'x')).status).toBe(401)
  })
})

describe('A24 a bound token', () => {
  let key: CertificateKey
  let token: string
  beforeAll(async () => {
    key = await issuedKey()
    token = await tokenOf(key.clientid, identityOf(key))
  })

  test('over plain http', async () => {
    const answer = await fetch(`${tenant.publicUrl}/http/orders`, { method: 'POST', headers: bearer(token), body: 'x' })
    const text = 'The access token is bound to a client certificate'
    await expectRefusal(
      tenant,
      answer,
      {
        status: 401,
        challenge: invalidToken(text),
        body: oauthXml('invalid_token', text),
        cause: 'token-without-certificate',
        needed: ['ESBMessaging.send'],
        clientId: key.clientid,
        why: 'came without one',
        fix: 'curl --cert FILE --key FILE',
      },
      [token],
    )
  })

  test('with the certificate of somebody else', async () => {
    const text = 'The access token is bound to another client certificate'
    await expectRefusal(tenant, await call('/http/orders', identityOf(await issuedKey()), bearer(token), 'x'), {
      status: 401,
      challenge: invalidToken(text),
      body: oauthXml('invalid_token', text),
      cause: 'token-of-other-certificate',
      needed: ['ESBMessaging.send'],
      clientId: key.clientid,
      why: 'another certificate than the request came with',
      fix: 'Ask for a new token',
    })
  })

  test('A25 with the certificate in a header only', async () => {
    for (const name of ['x-forwarded-client-cert', 'x-ssl-client-cert', 'ssl-client-cert']) {
      const forged = { [name]: encodeURIComponent(key.certificate), ...bearer(token) }
      const answer = await fetch(`${tenant.publicUrl}/http/orders`, { method: 'POST', headers: forged, body: 'x' })
      expect(answer.status).toBe(401)
    }
  })

  test('of a connection that is kept alive: every call has the certificate of its connection', async () => {
    const dispatcher = new Agent({ connections: 1, connect: { ca, ...identityOf(key) } })
    const plain = new Agent({ connections: 1, connect: { ca } })
    const via = async (agent: Agent) => {
      const answer = await undiciFetch(`${tenant.httpsUrl}/http/orders`, {
        dispatcher: agent,
        method: 'POST',
        headers: bearer(token),
        body: 'x',
      })
      await answer.text()
      return answer.status
    }
    const statuses = []
    for (const agent of [dispatcher, plain, dispatcher, plain]) statuses.push(await via(agent))
    expect(statuses).toEqual([200, 401, 200, 401])
    await Promise.all([dispatcher.close(), plain.close()])
  })
})

describe('A23 an external certificate without pinning', () => {
  const subject = 'C=DE, O=Acme, CN=renewing'
  const at = (hours: number) => authority.issue({ subject, notBefore: Date.now() - hours * HOUR })

  test('is renewed without a change here, and the old one is refused then', async () => {
    const [old, renewed] = [await at(3), await at(1)]
    const { clientid } = await externalKey(old, { 'pin-certificate': false })
    expect((await ask(clientid, identityOf(old))).status).toBe(200)
    const token = await tokenOf(clientid, identityOf(renewed))
    expect((await call('/http/orders', identityOf(renewed), bearer(token), 'x')).status).toBe(200)
    await expectRefusal(tenant, await ask(clientid, identityOf(old)), {
      status: 401,
      challenge: BAD_CHALLENGE,
      body: BAD,
      cause: 'certificate-superseded',
      clientId: clientid,
      why: 'before the one that was accepted last',
      fix: 'Use the newest certificate.',
    })
    const { out } = await sluice(tenant, ['certificate', 'list', '--json'])
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ thumbprint: readCertificate(renewed.pem)!.thumbprint, pinned: false }))
  })

  test('a forgery with the same names is not a renewal', async () => {
    const other = 'C=DE, O=Acme, CN=forged'
    const { clientid } = await externalKey(await authority.issue({ subject: other }), { 'pin-certificate': false })
    const forged = await (await testAuthority()).issue({ subject: other, notBefore: Date.now() - 1000 })
    await expectRefusal(tenant, await ask(clientid, identityOf(forged)), {
      status: 401,
      challenge: BAD_CHALLENGE,
      body: BAD,
      cause: 'certificate-untrusted',
      clientId: clientid,
      why: 'known by its names alone',
      fix: 'SLUICE_CLIENT_CA_FILE',
    })
  })

  test('a pinned one takes no renewal, and a certificate is registered once', async () => {
    const pinned = await authority.issue({ subject: 'C=DE, CN=pinned', notBefore: Date.now() - HOUR })
    const { clientid } = await externalKey(pinned)
    expect((await ask(clientid, identityOf(pinned))).status).toBe(200)
    const renewed = await authority.issue({ subject: 'C=DE, CN=pinned', notBefore: Date.now() - 1000 })
    expect((await ask(clientid, identityOf(renewed))).status).toBe(401)
    await sluice(tenant, ['instance', 'create', 'second', '--plan', 'integration-flow'])
    const again = await sluice(tenant, ['key', 'create', 'second', 'key', '--certificate', written('again.pem', pinned.pem)])
    expect(again.err).toBe(`sluice: The certificate of 'CN=pinned, C=DE' is in use already, by client '${clientid}'\n`)
  })
})

describe('a certificate of a Neo user', () => {
  test('has the roles of the user, until it is unmapped', async () => {
    const maria = await selfSigned({ subject: 'C=DE, CN=Maria' })
    const file = written('maria.pem', maria.pem)
    await sluice(tenant, ['certificate', 'map', '--user', 'maria', '--certificate', file])
    await expectRefusal(tenant, await call('/http/orders', identityOf(maria), {}, 'x'), {
      status: 403,
      body: page(403, 'Forbidden'),
      cause: 'no-roles',
      needed: ['ESBMessaging.send'],
      why: 'maria has no role on iflmap at all',
      fix: 'sluice role assign ESBMessaging.send --user maria --application iflmap',
    })
    await sluice(tenant, ['role', 'assign', 'ESBMessaging.send', '--user', 'maria', '--application', 'iflmap'])
    const answer = await call('/http/orders', identityOf(maria), {}, 'x')
    expect([answer.status, await answer.text()]).toEqual([200, 'maria called'])
    await sluice(tenant, ['certificate', 'unmap', '--certificate', file])
    await expectRefusal(tenant, await call('/http/orders', identityOf(maria), {}, 'x'), {
      status: 401,
      challenge: EITHER,
      body: page(401, 'Unauthorized'),
      cause: 'certificate-unknown',
      needed: ['ESBMessaging.send'],
      why: "The client certificate of 'CN=Maria, C=DE' belongs to no service key and no user here.",
      fix: 'sluice certificate map',
    })
  })
})

describe('a sender channel that lists certificates', () => {
  const subject = 'C=DE, O=Acme, CN=lister'
  const refused = { status: 401, challenge: EITHER, body: page(401, 'Unauthorized') }

  test('runs for who has one of them', async () => {
    const answer = await call('/http/listed', identityOf(await authority.issue({ subject })), {}, 'x')
    expect([answer.status, await answer.text()]).toEqual([200, 'CN=lister, O=Acme, C=DE called'])
  })

  test.each<[string, () => Promise<TestCertificate | undefined>, { cause: string; why: string; fix: string }]>([
    [
      'no certificate',
      async () => undefined,
      { cause: 'client-certificate-required', why: 'came without one', fix: 'curl --cert FILE --key FILE' },
    ],
    ['another one', () => authority.issue(), { cause: 'certificate-not-listed', why: 'does not list', fix: 'deploy again' }],
    [
      'one of another authority of the same name',
      async () => (await testAuthority()).issue({ subject }),
      { cause: 'certificate-untrusted', why: 'known by its names alone', fix: 'SLUICE_CLIENT_CA_FILE' },
    ],
  ])('refuses %s', async (_, certificate, expected) => {
    const presented = await certificate()
    const client = await testClient(tenant, 'cloud-foundry')
    const headers = { authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}` }
    await expectRefusal(tenant, await call('/http/listed', presented && identityOf(presented), headers, 'x'), { ...refused, ...expected })
  })
})

test('everything holds after a restart, with the same authority', async () => {
  const first = await testTenant()
  await first.platform.instances.create({ name: 'orders', plan: 'api', parameters: { roles: ['MonitoringDataRead'] } })
  const { credentials } = await first.platform.keys.create('orders', 'key', { 'key-type': 'certificate' } as unknown)
  const { certificate, key } = credentials.oauth as unknown as CertificateKey
  await first.suspend()
  const { dataDir } = first
  const second = await startTenant(readSettings({ dataDir, port: 0, httpsPort: 0 }, {}).settings, silentLogger)
  const dispatcher = new Agent({ connect: { ca: readFileSync(join(dataDir, 'tls', 'ca.pem'), 'utf8'), cert: certificate, key } })
  const answer = await undiciFetch(`${second.httpsUrl}/api/v1/MessageProcessingLogs`, { dispatcher })
  expect(answer.status).toBe(200)
  await answer.text()
  expect(second.platform.clientAuthorityPem).toBe(first.platform.clientAuthorityPem)
  await dispatcher.close()
  await second.stop()
  await first.stop()
})

describe('behind a trusted proxy', () => {
  let proxied: TestTenant
  beforeAll(async () => {
    proxied = await testTenant({ trustedProxies: '127.0.0.1', clientCertificateHeader: 'x-ssl-client-cert' })
  })
  afterAll(() => proxied.stop())

  test('its header counts, and the certificate of its own connection does not', async () => {
    await proxied.platform.instances.create({ name: 'orders', plan: 'api', parameters: { roles: ['MonitoringDataRead'] } })
    const { credentials } = await proxied.platform.keys.create('orders', 'key', { 'key-type': 'certificate' } as unknown)
    const { certificate, key } = credentials.oauth as unknown as CertificateKey
    const path = '/api/v1/MessageProcessingLogs'
    const forwarded = (name: string) => fetch(proxied.publicUrl + path, { headers: { [name]: encodeURIComponent(certificate) } })
    expect((await forwarded('x-ssl-client-cert')).status).toBe(200)
    expect((await forwarded('x-forwarded-client-cert')).status).toBe(401)
    const authorityFile = join(proxied.dataDir, 'tls', 'ca.pem')
    const own = ['--cert', written('proxy.pem', certificate), '--key', written('proxy.key', key)]
    expect((await curl(authorityFile, ...own, proxied.httpsUrl + path)).status).toBe(401)
  })
})

test('settings that cannot be used stop the start', async () => {
  await expect(testTenant({ clientCaFile: '/no/such/file' })).rejects.toMatchObject({
    code: 'bad-request',
    message: expect.stringContaining('SLUICE_CLIENT_CA_FILE cannot be read'),
  })
  await expect(testTenant({ trustedProxies: 'everybody' })).rejects.toMatchObject({ code: 'bad-request' })
})
