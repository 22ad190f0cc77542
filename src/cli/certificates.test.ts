import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCertificate } from '../identity/certificate.ts'
import { selfSigned } from '../identity/testing/certificate.fixture.ts'
import { openServer, type TestServer } from './cli.fixture.ts'

const START = Date.UTC(2026, 0, 1)
const DN = 'CN=acme, O=Acme, C=DE'

let server: TestServer
let pem: string
let file: string
beforeAll(async () => {
  server = await openServer()
  pem = (await selfSigned({ notBefore: START })).pem
  file = written('maria.pem', pem)
})
afterAll(() => server.stop())

const done = { code: 0, err: '' }
const failed = (err: string) => ({ code: 1, out: '', err: `sluice: ${err}\n` })
function written(name: string, text: string): string {
  const path = join(server.folder, name)
  writeFileSync(path, text)
  return path
}

describe('certificate', () => {
  test('map, list, unmap', async () => {
    const { thumbprint } = readCertificate(pem)!
    expect(await server.cli(['certificate', 'list'])).toEqual({ ...done, out: 'no certificates\n' })
    expect(await server.cli(['certificate', 'map', '--user', 'maria', '--certificate', file])).toEqual({
      ...done,
      out: `${DN} acts as user maria until 2026-01-02T00:00:00.000Z\n`,
    })
    expect(await server.cli(['certificate', 'list'])).toEqual({
      ...done,
      out: [
        `SUBJECT${' '.repeat(16)}ISSUER${' '.repeat(17)}VALID UNTIL${' '.repeat(15)}STANDS FOR  THUMBPRINT`,
        `${DN}  ${DN}  2026-01-02T00:00:00.000Z  user maria  ${thumbprint}`,
        '',
      ].join('\n'),
    })
    expect(await server.cli(['certificate', 'map', '--user', 'otto', '--certificate', '-'], { stdin: pem })).toEqual(
      failed(`The certificate of '${DN}' is in use already, by user 'maria'`),
    )
    const unmapped = `Certificate ${thumbprint} stands for nobody any more\n`
    expect(await server.cli(['certificate', 'unmap', '--certificate', file])).toEqual({ ...done, out: unmapped })
    await server.cli(['certificate', 'map', '--user', 'maria', '--certificate', file])
    const { out } = await server.cli(['certificate', 'unmap', thumbprint, '--json'])
    expect(JSON.parse(out)).toEqual({ unmapped: thumbprint })
    expect(await server.cli(['certificate', 'unmap', thumbprint])).toEqual(
      failed(`No certificate with the thumbprint ${thumbprint} is known`),
    )
  })

  test('unmap wants to know one thing', async () => {
    const wrong = { code: 2, out: '', err: expect.stringContaining('Give the thumbprint or --certificate FILE') }
    expect(await server.cli(['certificate', 'unmap'])).toEqual(wrong)
    expect(await server.cli(['certificate', 'unmap', 'x', '--certificate', file])).toEqual(wrong)
    const broken = written('broken.pem', 'x')
    expect(await server.cli(['certificate', 'unmap', '--certificate', broken])).toEqual(
      failed(`The file ${broken} holds no certificate in PEM`),
    )
    expect(await server.cli(['certificate', 'map', '--user', 'maria', '--certificate', '/no/file'])).toEqual(
      failed("The certificate /no/file cannot be read: ENOENT: no such file or directory, open '/no/file'"),
    )
  })

  test('authority prints PEM alone', async () => {
    const { code, out } = await server.cli(['certificate', 'authority'])
    expect(code).toBe(0)
    expect(readCertificate(out)).toMatchObject({ subjectDn: 'CN=Sluice client authority' })
    expect(out).toBe(`${server.clientAuthorityPem.trimEnd()}\n`)
  })
})

describe('key create', () => {
  beforeAll(async () => {
    await server.cli(['instance', 'create', 'orders', '--plan', 'integration-flow'])
  })
  const create = async (...options: string[]) => server.cli(['key', 'create', 'orders', ...options])

  test('with a certificate of this server', async () => {
    const { out } = await create('issued', '--type', 'certificate')
    const { oauth } = JSON.parse(out)
    expect(readCertificate(oauth.certificate)).toMatchObject({ subjectDn: oauth.certificatedetails.subjectdn })
    expect(oauth.key).toMatch(/PRIVATE KEY/)
    expect(oauth).not.toHaveProperty('clientsecret')
  })

  test('with all parameters in a file', async () => {
    const params = written('parameters.json', JSON.stringify({ 'key-type': 'certificate', validity: 7 }))
    const { out } = await create('short', '--params', params)
    expect(JSON.parse(out).oauth.certificatedetails.validuntil).toBe('2026-01-08T00:00:00.000Z')
  })

  test('with a certificate from elsewhere', async () => {
    const params = written('unpinned.json', JSON.stringify({ 'pin-certificate': false }))
    const { out } = await create('external', '--certificate', file, '--params', params)
    expect(JSON.parse(out).oauth.certificate).toBe(readCertificate(pem)!.pem)
    const { out: list } = await server.cli(['certificate', 'list', '--json'])
    expect(JSON.parse(list)).toContainEqual(expect.objectContaining({ subject: DN, pinned: false }))
  })

  test('with what is wrong', async () => {
    const params = written('wrong.json', JSON.stringify({ 'key-length': 512 }))
    expect(await create('x', '--type', 'certificate', '--params', params)).toEqual(failed("Parameter 'key-length' must be 2048 or 4096"))
    expect((await create('x', '--params', file)).err).toContain(`The parameter file ${file} cannot be read`)
  })

  test('token with a key whose private half is elsewhere says so', async () => {
    const key = written(
      'external.json',
      JSON.stringify({ oauth: { clientid: 'a', certificate: pem, url: 'https://a', tokenurl: 'https://a/t' } }),
    )
    expect(await server.cli(['token', '--key', key])).toEqual(
      failed(
        `The service key ${key} cannot be read: it has no oauth.clientid, oauth.url, oauth.tokenurl, and oauth.clientsecret or oauth.certificate with oauth.key`,
      ),
    )
  })
})

describe('public keys', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwks = JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] })

  test('of a client', async () => {
    const keys = written('keys.json', jwks)
    const register = ['client', 'register', '--id', 'signing', '--subscription', 'iflmap', '--jwks', keys]
    expect((await server.cli(register)).out).toMatch(/^public keys +1$/m)
    expect((await server.cli(['client', 'update', 'signing', '--no-jwks'])).out).not.toMatch(/public keys/)
    expect((await server.cli(['client', 'update', 'signing', '--jwks', '-'], { stdin: jwks })).out).toMatch(/^public keys +1$/m)
    expect(await server.cli(['client', 'update', 'signing'])).toEqual({
      code: 2,
      out: '',
      err: expect.stringContaining('Nothing to change: give --name, --description, --token-lifetime, --token-profile, --jwks or --no-jwks'),
    })
    expect((await server.cli(['client', 'update', 'signing', '--jwks', file])).err).toContain(`The key set ${file} cannot be read`)
  })

  test('of an instance are shown by their number', async () => {
    const params = written('instance.json', `{"jwks":${jwks}}`)
    const { out } = await server.cli(['instance', 'create', 'signing', '--plan', 'integration-flow', '--params', params])
    expect(out).toMatch(/^jwks +1 public keys$/m)
  })
})
