import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { basicAuth } from '../../src/identity/testing/http-request.fixture.ts'
import { openTenant, type Tenant } from '../../src/identity/testing/tenant.fixture.ts'
import { DIALECTS } from '../support/client.ts'
import { askForToken, FORM } from './token-request.ts'

type Pair = readonly [string, string]

let tenant: Tenant
let authorization: Record<(typeof DIALECTS)[number], string>
beforeAll(async () => {
  tenant = await openTenant()
  const neo = await tenant.registerClient('orders')
  const cloudFoundry = await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send'])
  authorization = { neo: basicAuth(neo.clientId, neo.secret), 'cloud-foundry': basicAuth(cloudFoundry.clientId, cloudFoundry.secret) }
})
afterAll(() => tenant.store.close())

const names = fc.constantFrom('grant_type', 'scope', 'token_format', 'response_type', 'client_id', 'app_tid', 'Grant_Type', '', 'é', 'a+b')
const values = fc.oneof(
  fc.constantFrom('client_credentials', 'CLIENT_CREDENTIALS', 'password', 'implicit', '', 'jwt', 'opaque', 'uaa.resource', 'orders', 'a b'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const pairs: fc.Arbitrary<Pair[]> = fc
  .array(fc.tuple(names, values), { maxLength: 5 })
  .map((extra): Pair[] => [['grant_type', 'client_credentials'], ...extra])

const canonical = (list: readonly Pair[]): string => new URLSearchParams(list.map(([name, value]) => [name, value])).toString()
const everyByte = (text: string): string => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
/** Other ways of writing the same parameters. */
const SPELLINGS: readonly ((list: readonly Pair[]) => string)[] = [
  (list) => list.map(([name, value]) => `${everyByte(name)}=${everyByte(value)}`).join('&'),
  (list) => list.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&'),
  (list) => `&&${canonical(list)}&`,
  (list) => list.map((pair) => canonical([pair]).replace(/(?<=.)=$/, '')).join('&'),
]

describe.each(DIALECTS)('%s', (dialect) => {
  const ask = (parts: { query?: string; body?: string | Uint8Array; type?: string }) =>
    askForToken(tenant, {
      dialect,
      ...parts,
      headers: { authorization: authorization[dialect], ...(parts.type !== undefined && { 'content-type': parts.type }) },
    })

  test('every spelling of the same parameters gets the same decision, in the body and in the query', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.constantFrom(...SPELLINGS), async (list, spell) => {
        const expected = await ask({ body: canonical(list) })
        expect(expected.status).toBeLessThan(500)
        expect(await ask({ body: spell(list) })).toEqual(expected)
        expect(await ask({ query: spell(list) })).toEqual(expected)
      }),
      { numRuns: 80 },
    )
  })

  test('the order of different parameters, and where they stand, make no difference', async () => {
    const distinct = pairs.filter((list) => new Set(list.map(([name]) => name)).size === list.length)
    await fc.assert(
      fc.asyncProperty(distinct, fc.nat(5), async (list, cut) => {
        const expected = await ask({ body: canonical(list) })
        expect(await ask({ body: canonical(list.toReversed()) })).toEqual(expected)
        expect(await ask({ query: canonical(list.slice(0, cut)), body: canonical(list.slice(cut)) })).toEqual(expected)
      }),
      { numRuns: 80 },
    )
  })

  test('a parameter that is there twice is refused, whatever it is and says', async () => {
    await fc.assert(
      fc.asyncProperty(names, values, values, async (name, first, second) => {
        const doubled = `grant_type=client_credentials&${canonical([[name, first]])}&${canonical([[name, second]])}`
        expect(await ask({ body: doubled })).toEqual({ status: 400, error: 'invalid_request' })
        expect(await ask({ query: doubled })).toEqual({ status: 400, error: 'invalid_request' })
      }),
      { numRuns: 60 },
    )
  })

  test('whatever bytes and types come, the answer is a token or a refusal', async () => {
    const noise = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'&=%+;?#\u0000\r\né', 'grant_type=client_credentials', '%zz', '%c0%ae', '%00', 'client_id=') }),
      fc.string({ unit: 'binary' }),
    )
    const types = fc.constantFrom(
      FORM,
      `${FORM}; charset=utf-8`,
      'text/plain',
      'application/json',
      '',
      ';',
      'multipart/form-data; boundary=x',
    )
    await fc.assert(
      fc.asyncProperty(noise, noise, fc.uint8Array({ maxLength: 30 }), types, async (query, text, bytes, type) => {
        for (const body of [text, bytes]) {
          expect([200, 400, 401, 415]).toContain((await ask({ query, body, type })).status)
        }
      }),
      { numRuns: 80 },
    )
  })
})
