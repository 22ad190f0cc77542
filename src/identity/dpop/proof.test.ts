import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../refusals.ts'
import { dpopProof, encode, type ProofParts, proofKey, signed } from '../testing/dpop-proof.fixture.ts'
import { readProof } from './proof.ts'

const key = proofKey()
const make = (parts: Partial<ProofParts> = {}) => dpopProof({ key, uri: 'https://sluice.test/a', issuedAt: 1_700_000_000, ...parts })

const refusalOf = (text: string) => {
  try {
    return readProof(text)
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    const { reason, facts, error, status } = thrown
    return { reason, facts, error, status }
  }
}
const refused = (reason: string, facts: object = {}) => ({
  reason,
  facts: { scheme: 'dpop', ...facts },
  error: 'invalid_dpop_proof',
  status: 401,
})

test('says what a proof says', () => {
  expect(readProof(make({ token: 'abc', claims: { jti: 'one' } }))).toEqual({
    thumbprint: key.thumbprint,
    id: 'one',
    method: 'POST',
    uri: 'https://sluice.test/a',
    issuedAt: 1_700_000_000,
    tokenHash: 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0',
  })
})

test('an RSA key signs proofs too', () => {
  const rsa = proofKey(generateKeyPairSync('rsa', { modulusLength: 2048 }))
  const [head, body] = make({ key: { ...rsa, privateKey: key.privateKey }, header: { alg: 'RS256' } }).split('.')
  const signature = sign('sha256', Buffer.from(`${head}.${body}`), rsa.privateKey).toString('base64url')
  expect(readProof(`${head}.${body}.${signature}`).thumbprint).toBe(rsa.thumbprint)
})

describe('refuses', () => {
  const privateJwk = key.privateKey.export({ format: 'jwk' })
  test.each<[string, () => string, object]>([
    ['the private key', () => make({ header: { jwk: privateJwk } }), refused('dpop-proof-private-key')],
    ['a symmetric key', () => make({ header: { jwk: { kty: 'oct', k: 'AAAA' } } }), refused('dpop-proof-private-key')],
    ['alg none', () => make({ header: { alg: 'none' } }), refused('dpop-proof-algorithm', { value: 'none' })],
    ['alg HS256', () => make({ header: { alg: 'HS256' } }), refused('dpop-proof-algorithm', { value: 'HS256' })],
    ['no alg', () => make({ header: { alg: undefined } }), refused('dpop-proof-algorithm', { value: 'undefined' })],
    ['another alg than the key has', () => make({ header: { alg: 'ES384' } }), refused('dpop-proof-signature')],
    ['the key of another', () => make({ header: { jwk: proofKey().jwk } }), refused('dpop-proof-signature')],
    [
      'a changed payload',
      () => make().replace(/\.[^.]+\./, `.${encode({ jti: 'x', htm: 'GET', htu: 'x', iat: 1 })}.`),
      refused('dpop-proof-signature'),
    ],
  ])('%s', (_what, proof, expected) => {
    expect(refusalOf(proof())).toEqual(expected)
  })

  test.each<[string, () => string, string]>([
    ['an empty header', () => '', 'it has 1 parts instead of three'],
    ['two proofs in one header', () => `${make()}, ${make()}`, 'it has 5 parts instead of three'],
    ['another type', () => make({ header: { typ: 'JWT' } }), 'its type is not dpop+jwt'],
    ['no type', () => make({ header: { typ: undefined } }), 'its type is not dpop+jwt'],
    ['crit', () => make({ header: { crit: ['exp'] } }), 'it has critical header members, which are not known here'],
    ['no key', () => make({ header: { jwk: undefined } }), 'its header holds no public key (jwk)'],
    [
      'a key that is a URL',
      () => make({ header: { jwk: undefined, jku: 'http://evil.test/keys' } }),
      'its header holds no public key (jwk)',
    ],
    ['half a key', () => make({ header: { jwk: { ...key.jwk, y: undefined } } }), 'the key in its header (jwk) cannot be read'],
    ['no jti', () => make({ claims: { jti: undefined } }), 'its jti is not a text of 1 to 256 characters'],
    ['an empty jti', () => make({ claims: { jti: '' } }), 'its jti is not a text of 1 to 256 characters'],
    ['a long jti', () => make({ claims: { jti: 'j'.repeat(257) } }), 'its jti is not a text of 1 to 256 characters'],
    ['no htm', () => make({ claims: { htm: undefined } }), 'its htm is no text'],
    ['a htu that is a list', () => make({ claims: { htu: ['https://sluice.test/a'] } }), 'its htu is no text'],
    ['an iat that is a text', () => make({ claims: { iat: '1700000000' } }), 'its iat is not a number of seconds'],
    ['an ath that is a number', () => make({ claims: { ath: 7 } }), 'its ath is no text'],
    [
      'a payload that is a list',
      () => signed(`${make().split('.')[0]}.${encode([])}`, key.privateKey),
      'its payload is no JSON object with unique members',
    ],
  ])('%s', (_what, proof, defect) => {
    expect(refusalOf(proof())).toEqual(refused('dpop-proof-malformed', { defect }))
  })
})

test('refuses anything else in no other way', () => {
  const genuine = make()
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.nat(genuine.length), (noise, at) => {
      expect(refusalOf(genuine.slice(0, at) + noise + genuine.slice(at))).toMatchObject({ error: 'invalid_dpop_proof' })
    }),
  )
})
