import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { basicAuth } from '../../src/identity/testing/http-request.fixture.ts'
import { openTenant, type Tenant } from '../../src/identity/testing/tenant.fixture.ts'
import { askForToken } from './token-request.ts'

let tenant: Tenant
let authorization: string
let held: readonly string[]
beforeAll(async () => {
  tenant = await openTenant()
  const { clientId, secret } = await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send', 'Orders.read', 'Orders.send'])
  authorization = basicAuth(clientId, secret)
  const owner = clientId.split('|')[1]
  held = [`${owner}.ESBMessaging.send`, `${owner}.Orders.read`, `${owner}.Orders.send`, 'uaa.resource']
})
afterAll(() => tenant.store.close())

const ask = (scope: string) =>
  askForToken(tenant, {
    dialect: 'cloud-foundry',
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }).toString(),
    headers: { authorization },
  })
const INVALID = { status: 400, error: 'invalid_scope' }
const NOTHING = { status: 200, scopes: [''] }
const granted = (scopes: Iterable<string>) => expect.objectContaining({ status: 200, scopes: [...new Set(scopes)].sort() })
const someHeld = fc.array(fc.nat(3), { minLength: 1, maxLength: 8 }).map((indices) => indices.map((index) => held[index]!))

test('what is asked for is granted, whatever the order and however often it is named', async () => {
  await fc.assert(
    fc.asyncProperty(someHeld, async (scopes) => {
      expect(await ask(scopes.join(' '))).toEqual(granted(scopes))
    }),
    { numRuns: 80 },
  )
})

test('one scope too many refuses them all', async () => {
  const foreign = fc.string({ unit: fc.constantFrom(...'aA.!|*_-'), minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(someHeld, foreign, fc.nat(8), async (scopes, other, at) => {
      expect(await ask(scopes.toSpliced(at, 0, other).join(' '))).toEqual(INVALID)
    }),
    { numRuns: 80 },
  )
})

test('a scope that is spelled otherwise is another scope', async () => {
  const change = fc.constantFrom<(scope: string) => string>(
    (scope) => scope.toUpperCase(),
    (scope) => `${scope}.`,
    (scope) => `.${scope}`,
    (scope) => scope.slice(0, -1),
    (scope) => scope.replace('.', '.\u200b'),
    (scope) => scope.replace('.', '*'),
    (scope) => scope.normalize('NFD').replace('e', 'e\u0301'),
    (scope) => `${scope}\u0000`,
  )
  await fc.assert(
    fc.asyncProperty(fc.nat(3), change, async (index, spell) => {
      expect(await ask(spell(held[index]!))).toEqual(INVALID)
    }),
    { numRuns: 40 },
  )
})

test('Neo has no scopes: whatever the text, the token has none, or there is none', async () => {
  const { clientId, secret } = await tenant.registerClient('scopes', { roles: ['ESBMessaging.send'] })
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'ESBMessaging.send', 'write,read', 'a b', ...held)),
      async (scope) => {
        const body = new URLSearchParams({ grant_type: 'client_credentials', scope }).toString()
        const decision = await askForToken(tenant, { dialect: 'neo', body, headers: { authorization: basicAuth(clientId, secret) } })
        expect([{ ...NOTHING, expiresIn: expect.any(Number) }, INVALID]).toContainEqual(decision)
        if (scope === '') expect(decision.status).toBe(200)
      },
    ),
    { numRuns: 80 },
  )
})

test('whatever the text, nothing is granted that the client does not hold and did not ask for', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.oneof(
          fc.nat(3).map((index) => `scope ${index}`),
          fc.constantFrom(' ', '  ', '\t', ',', '\n', '\u00a0', '"', '\\'),
        ),
      )
      .map((parts) => parts.join('')),
  )
  await fc.assert(
    fc.asyncProperty(text, async (pattern) => {
      const scope = pattern.replace(/scope (\d)/g, (_match, index: string) => held[Number(index)]!)
      const expected = scope === '' ? held : scope.split(' ')
      const allowed = expected.every((each) => held.includes(each))
      expect(await ask(scope)).toEqual(allowed ? granted(expected) : INVALID)
    }),
    { numRuns: 150 },
  )
})
