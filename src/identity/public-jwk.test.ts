import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { hasPrivateMembers, publicKeyOf, thumbprint } from './public-jwk.ts'

const RSA = {
  kty: 'RSA',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
}
const EC = {
  kty: 'EC',
  crv: 'P-256',
  x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
  y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
}
const ED25519 = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }

test.each([
  ['RFC 7638 §3.1', RSA, 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'],
  ['RFC 9449 §6.1', EC, '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I'],
  ['RFC 8037 A.3', ED25519, 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'],
])('the thumbprint of %s', (_source, jwk, expected) => {
  expect(thumbprint(publicKeyOf(jwk)!)).toBe(expected)
})

test('other members and another order make no other thumbprint', () => {
  const { y, x, crv, kty } = EC
  expect(thumbprint(publicKeyOf({ use: 'sig', y, x, alg: 'ES256', kid: 'mine', crv, kty })!)).toBe(thumbprint(publicKeyOf(EC)!))
})

test.each<[string, unknown]>([
  ['a private EC key', { ...EC, d: 'AAAA' }],
  ['an empty private member', { ...EC, d: '' }],
  ['a symmetric key', { kty: 'oct', k: 'c2VjcmV0' }],
  ['a point that is not on the curve', { ...EC, y: EC.x }],
  ['an unknown curve', { ...EC, crv: 'P-1' }],
  ['no key type', { x: EC.x }],
  ['no object', 'EC'],
  ['nothing', null],
  ['a list', []],
])('no public key: %s', (_what, jwk) => {
  expect(publicKeyOf(jwk)).toBeUndefined()
})

test.each(['rsa', 'ed25519'] as const)('sees a private %s key', (type) => {
  const options = { modulusLength: 2048 }
  const { privateKey, publicKey } = generateKeyPairSync(type as 'rsa', options)
  expect(hasPrivateMembers(privateKey.export({ format: 'jwk' }))).toBe(true)
  expect(hasPrivateMembers(publicKey.export({ format: 'jwk' }))).toBe(false)
})
