import { type KeyObject, sign } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Need, Principal } from '../../src/identity/principal.ts'
import { Refusal } from '../../src/identity/refusals.ts'
import { SigningKeys } from '../../src/identity/signing-keys.ts'
import { httpRequest } from '../../src/identity/testing/http-request.fixture.ts'
import { openTenant, type Tenant } from '../../src/identity/testing/tenant.fixture.ts'

const SEND: Need = {
  application: 'iflmap',
  roles: { cloudFoundry: ['ESBMessaging.send'], neo: ['ESBMessaging.send'] },
  resource: '/http/orders',
}

let tenant: Tenant
let genuine: string
let other: string
let signing: { kid: string; key: KeyObject }
beforeAll(async () => {
  tenant = await openTenant()
  const { store, vault, clock } = tenant
  genuine = await tenant.token(await tenant.createInstance('orders', 'iflmap', ['ESBMessaging.send']), 'cloud-foundry')
  other = await tenant.token(await tenant.createInstance('stock', 'iflmap', []), 'cloud-foundry')
  signing = await new SigningKeys({ store, vault, clock }).active(tenant.cloudFoundry.id)
})
afterAll(() => tenant.store.close())

const base64url = (text: string) => Buffer.from(text).toString('base64url')
const partOf = (token: string, index: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[index]!, 'base64url').toString())

/** With the key of the server, as if it had a defect. */
function signed(header: string, payload: string): string {
  const text = `${base64url(header)}.${base64url(payload)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), signing.key).toString('base64url')}`
}

/** Whom the guard takes the caller for, or why it does not; anything else that is thrown fails the test. */
async function decide(token: string): Promise<Principal | Refusal> {
  try {
    return await tenant.identity.guard.authorize(httpRequest({ headers: { authorization: `Bearer ${token}` } }), SEND)
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    expect([401, 403]).toContain(thrown.status)
    return thrown
  }
}

const accepted = (decision: Principal | Refusal): decision is Principal => !(decision instanceof Refusal)

test('the genuine tokens are accepted as far as their roles go', async () => {
  expect(await decide(genuine)).toMatchObject({ roles: new Set(['ESBMessaging.send']) })
  expect(await decide(other)).toMatchObject({ reason: 'no-roles' })
})

test('a token that differs in one place is refused', async () => {
  const replacement = fc.constantFrom(...'AZaz09-_.=+/ %\u0000é')
  const edit = fc.tuple(fc.nat(), fc.constantFrom('replace', 'insert', 'delete', 'swap'), replacement)
  await fc.assert(
    fc.asyncProperty(edit, async ([at, what, character]) => {
      const place = at % genuine.length
      const [head, tail] = [genuine.slice(0, place), genuine.slice(place)]
      const edited = {
        replace: head + character + tail.slice(1),
        insert: head + character + tail,
        delete: head + tail.slice(1),
        swap: head + tail.charAt(1) + tail.charAt(0) + tail.slice(2),
      }[what]!
      fc.pre(edited.trim() !== genuine)
      expect(accepted(await decide(edited))).toBe(false)
    }),
    { numRuns: 250 },
  )
})

test('whatever stands in the place of a token, it is refused', async () => {
  const part = fc.oneof(
    fc.base64String(),
    fc.string({ unit: 'binary' }),
    fc.jsonValue().map((value) => base64url(JSON.stringify(value))),
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('.')),
  )
  await fc.assert(
    fc.asyncProperty(text, async (token) => {
      expect(accepted(await decide(token))).toBe(false)
    }),
    { numRuns: 250 },
  )
})

test('parts of two tokens make no third one', async () => {
  const parts = [genuine, other].flatMap((token) => token.split('.'))
  const choice = fc.array(fc.constantFrom(...parts, ''), { minLength: 1, maxLength: 5 }).map((chosen) => chosen.join('.'))
  await fc.assert(
    fc.asyncProperty(choice, async (token) => {
      fc.pre(token !== genuine)
      expect(accepted(await decide(token))).toBe(false)
    }),
    { numRuns: 150 },
  )
})

test('a header decides nothing: it is the expected one, or the token is refused', async () => {
  const members = fc.dictionary(
    fc.constantFrom('alg', 'typ', 'kid', 'crit', 'jku', 'jwk', 'x5u', 'x5c', 'b64', '__proto__', 'cty'),
    fc.jsonValue(),
    { maxKeys: 3 },
  )
  await fc.assert(
    fc.asyncProperty(members, async (changes) => {
      const header = { ...partOf(genuine, 0), ...changes }
      const expected = ['alg', 'typ', 'kid', 'crit'].every((name) => !Object.hasOwn(changes, name))
      expect(accepted(await decide(signed(JSON.stringify(header), JSON.stringify(partOf(genuine, 1)))))).toBe(expected)
    }),
    { numRuns: 150 },
  )
})

test('claims of whatever kind crash nothing, and give no role that the client has not', async () => {
  const names = fc.constantFrom(
    'exp',
    'iat',
    'nbf',
    'iss',
    'aud',
    'scope',
    'zid',
    'client_id',
    'rev_sig',
    'cnf',
    'sub',
    'authorities',
    'toString',
  )
  const values = fc.oneof(fc.jsonValue(), fc.double(), fc.constantFrom('1e400', '*', 'ESBMessaging.send', { jkt: 'x' }, ['*']))
  const { client_id: clientId, iss, zid } = partOf(genuine, 1)
  await fc.assert(
    fc.asyncProperty(fc.dictionary(names, values, { minKeys: 1, maxKeys: 3 }), async (changes) => {
      const claims = JSON.parse(JSON.stringify({ ...partOf(genuine, 1), ...changes }))
      const decision = await decide(signed(JSON.stringify(partOf(genuine, 0)), JSON.stringify(claims)))
      if (!accepted(decision)) return
      expect(decision.clientId).toBe(clientId)
      expect(claims).toMatchObject({ client_id: clientId, iss, zid })
      expect([...decision.roles]).toEqual(['ESBMessaging.send'])
      expect(claims.exp * 1000).toBeGreaterThan(tenant.clock.now())
    }),
    { numRuns: 250 },
  )
})

test('the same claims in another spelling of JSON get the same decision', async () => {
  const spellings = fc.record({
    indent: fc.constantFrom(undefined, 1, '\t'),
    escaped: fc.boolean(),
    order: fc.boolean(),
    token: fc.constantFrom('genuine', 'other'),
  })
  await fc.assert(
    fc.asyncProperty(spellings, async ({ indent, escaped, order, token }) => {
      const original = token === 'genuine' ? genuine : other
      const entries = Object.entries(partOf(original, 1))
      const text = JSON.stringify(Object.fromEntries(order ? entries.toReversed() : entries), null, indent)
      const spelled = escaped
        ? text.replace(/[a-z](?=[^"]*":)/, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
        : text
      const outcome = (decision: Principal | Refusal) => (accepted(decision) ? decision.clientId : decision.reason)
      expect(outcome(await decide(signed(JSON.stringify(partOf(original, 0)), spelled)))).toBe(outcome(await decide(original)))
    }),
    { numRuns: 60 },
  )
})
