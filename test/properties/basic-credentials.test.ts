import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Need } from '../../src/identity/principal.ts'
import { httpRequest } from '../../src/identity/testing/http-request.fixture.ts'
import { openTenant, type Tenant } from '../../src/identity/testing/tenant.fixture.ts'
import { DIALECTS } from '../support/client.ts'
import { askForToken } from './token-request.ts'

let tenant: Tenant
beforeAll(async () => {
  tenant = await openTenant()
})
afterAll(() => tenant.store.close())

/** No role at all. */
const ANYTHING: Need = { application: 'iflmap', roles: { cloudFoundry: [], neo: [] }, resource: '/http/orders' }

const QUERY = 'grant_type=client_credentials'

/** Characters that one of the encodings treats in its own way, and some of two to four bytes. */
const tricky = fc.string({ unit: fc.constantFrom(...'aZ0 %+:/=&?#$~!@|"\\é€𝄞%2B%25%zz'), minLength: 1, maxLength: 24 })
const secrets = fc.oneof(tricky, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 24 }))

const base64 = (text: string) => Buffer.from(text).toString('base64')
/** RFC 6749 §2.3.1 and appendix B. */
const formEncode = (text: string) => new URLSearchParams([['', text]]).toString().slice(1)

const ENCODINGS: Readonly<Record<string, (id: string, secret: string) => Record<string, string>>> = {
  raw: (id, secret) => ({ authorization: `Basic ${base64(`${id}:${secret}`)}` }),
  'form-encoded': (id, secret) => ({ authorization: `Basic ${base64(`${formEncode(id)}:${formEncode(secret)}`)}` }),
  'percent-encoded': (id, secret) => ({ authorization: `Basic ${base64(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}` }),
  'said to be encoded': (id, secret) => ({
    authorization: `Basic ${base64(`${formEncode(id)}:${formEncode(secret)}`)}`,
    'x-cf-encoded-credentials': 'true',
  }),
}

let count = 0

/** A client of the dialect whose secret is this one. */
async function clientWith(secret: string, dialect: (typeof DIALECTS)[number]): Promise<string> {
  const name = `p${++count}`
  const { clientId } = await (dialect === 'neo' ? tenant.registerClient(name) : tenant.createInstance(name, 'iflmap', []))
  for (const { id } of (await tenant.store.clients.find(clientId))!.secrets) await tenant.store.clients.deleteSecret(id)
  const [known] = await secretsOf(await tenant.registerClient(`${name}-pattern`))
  const hash = await tenant.identity.secrets.hash('generated', secret)
  await tenant.store.clients.addSecret({ ...known!, id: name, clientId, hash })
  return clientId
}

const secretsOf = async ({ clientId }: { clientId: string }) => (await tenant.store.clients.find(clientId))!.secrets

describe.each(DIALECTS)('%s', (dialect) => {
  test.each(Object.keys(ENCODINGS))('credentials that were sent %s are the ones that were meant', async (encoding) => {
    await fc.assert(
      fc.asyncProperty(secrets, async (secret) => {
        const clientId = await clientWith(secret, dialect)
        const headers = ENCODINGS[encoding]!(clientId, secret)
        expect(await askForToken(tenant, { dialect, query: QUERY, headers })).toMatchObject({ status: 200 })
      }),
      { numRuns: 12 },
    )
  })

  test('another secret opens nothing, however it is sent', async () => {
    const secret = '50%25 + a:b'
    const clientId = await clientWith(secret, dialect)
    await fc.assert(
      fc.asyncProperty(secrets, fc.constantFrom(...Object.values(ENCODINGS)), async (other, encode) => {
        fc.pre(![other, decoded(other)].includes(secret))
        expect(await askForToken(tenant, { dialect, query: QUERY, headers: encode(clientId, other) })).toMatchObject({ status: 401 })
      }),
      { numRuns: 15 },
    )
  })

  test('a flow takes whom the token endpoint takes, and refuses the others for the same cause', async () => {
    const secret = '50%25 + a:b'
    const clientId = await clientWith(secret, dialect)
    const readings = fc.oneof(fc.constant(secret), fc.constant(formEncode(secret)), fc.constant(decoded(secret)!), secrets)
    await fc.assert(
      fc.asyncProperty(
        readings,
        fc.constantFrom(clientId, formEncode(clientId), 'nobody', ''),
        fc.constantFrom(...Object.values(ENCODINGS)),
        async (text, id, encode) => {
          const headers = encode(id, text)
          const { status } = await askForToken(tenant, { dialect, query: QUERY, headers })
          const [denied] = status === 200 ? [] : await tenant.identity.explain.list({ limit: 1 })
          const decision = await tenant.identity.guard.authorize(httpRequest({ headers }), ANYTHING).then(
            (principal) => principal.clientId,
            (thrown) => thrown.reason,
          )
          expect(decision).toBe(denied?.cause ?? clientId)
        },
      ),
      { numRuns: 15 },
    )
  })

  test('a header of whatever bytes is refused as such', async () => {
    const before = await tenant.store.tokens.list({})
    const noise = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('Basic', 'basic ', 'BASIC\t', 'Basic', ''), noise, async (scheme, value) => {
        const { status, error } = await askForToken(tenant, { dialect, query: QUERY, headers: { authorization: `${scheme} ${value}` } })
        expect([status, error]).toEqual([401, expect.stringMatching(/^(invalid_client|unauthorized)$/)])
      }),
      { numRuns: 60 },
    )
    expect(await tenant.store.tokens.list({})).toEqual(before)
  })
})

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
