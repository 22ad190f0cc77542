import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeProof } from '../../src/identity/dpop/make-proof.ts'
import { thumbprint } from '../../src/identity/public-jwk.ts'
import { sluice } from '../support/cli.ts'
import { DIALECTS, type TestClient, testClient } from '../support/client.ts'
import { deploy } from '../support/deploy.ts'
import { content, https } from '../support/flow.ts'
import { type TestTenant, testTenant } from '../support/tenant.ts'

const PEM = { type: 'pkcs8', format: 'pem' } as const
const KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })

let tenant: TestTenant
let keyFile: string
beforeAll(async () => {
  tenant = await testTenant()
  await deploy(tenant, { id: 'Orders', sender: https('/orders'), steps: [content('${header.SapAuthenticatedUserName} called')] })
  keyFile = written('proof.pem', String(KEY.privateKey.export(PEM)))
})
afterAll(() => tenant.stop())

function written(name: string, text: string): string {
  const file = join(tenant.dataDir, name)
  writeFileSync(file, text)
  return file
}

const as = ({ id, secret, dialect }: TestClient): string[] => ['--id', id, '--secret', secret, '--dialect', dialect]

describe.each(DIALECTS)('%s', (dialect) => {
  test('a client that must send proofs calls with --dpop and with --dpop-key, and not without', async () => {
    const client = await testClient(tenant, dialect, { dpopBound: true })
    const call = (...argv: string[]) => sluice(tenant, ['call', '/http/orders?a=b', ...as(client), ...argv, '-d', '{}'])
    const called = { code: 0, out: `${client.user} called`, err: '' }
    expect(await call('--dpop')).toEqual(called)
    expect(await call('--dpop-key', keyFile)).toEqual(called)
    expect(await call('--dpop', '--url', tenant.httpsUrl)).toEqual(called)
    expect(await call()).toMatchObject({ code: 1, out: '', err: expect.stringContaining('The request has no DPoP header') })
  })

  test('a token for --dpop-key is bound to that key and opens with its proof alone', async () => {
    const client = await testClient(tenant, dialect)
    const { out } = await sluice(tenant, ['token', ...as(client), '--dpop-key', keyFile, '--format', 'jwt', '--json'])
    const { access_token: token, token_type: type } = JSON.parse(out)
    const { cnf } = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())
    expect([type, cnf]).toEqual(['DPoP', { jkt: thumbprint(KEY.publicKey) }])
    const url = `${tenant.publicUrl}/http/orders`
    const dpop = makeProof(KEY.privateKey, { method: 'POST', url, token }, Date.now())
    const call = async (headers: Record<string, string>) => (await fetch(url, { method: 'POST', headers })).status
    expect(await call({ authorization: `DPoP ${token}`, dpop })).toBe(200)
    expect(await call({ authorization: `Bearer ${token}` })).toBe(401)
  })
})

describe('refuses', () => {
  const call = (...argv: string[]) => sluice(tenant, ['call', '/http/orders', '--id', 'x', '--secret', 'y', '--dialect', 'neo', ...argv])
  const HINT = 'Make one with: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out FILE'

  test('two keys', async () => {
    expect(await call('--dpop', '--dpop-key', keyFile)).toMatchObject({ code: 2, err: expect.stringContaining('not both') })
  })

  test('a file that is not there, or holds no private key', async () => {
    const absent = join(tenant.dataDir, 'absent.pem')
    expect(await call('--dpop-key', absent)).toMatchObject({
      code: 1,
      err: expect.stringContaining(`The private key ${absent} cannot be used: ENOENT`),
    })
    const publicKey = written('public.pem', String(KEY.publicKey.export({ type: 'spki', format: 'pem' })))
    expect((await call('--dpop-key', publicKey)).err).toContain(HINT)
  })

  test('a key that proofs cannot be signed with', async () => {
    const short = written('short.pem', String(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export(PEM)))
    expect((await call('--dpop-key', short)).err).toContain(
      `The private key ${short} cannot be used: it must be EC with P-256, P-384 or P-521, Ed25519, or RSA with 2048 to 4096 bits. ${HINT}`,
    )
  })
})
