import { constants, generateKeyPairSync, type KeyObject, type SigningOptions, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { CLIENT_ALGORITHMS, isClientAlgorithm, isSignedBy } from './jws-algorithm.ts'
import type { Jws } from './jwt.ts'

const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength })
const pss = (saltLength: number) => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength })
const RSA = rsa(2048)
const P1363 = { dsaEncoding: 'ieee-p1363' } as const

const jws = (alg: unknown, digest: string | null, privateKey: KeyObject, options: SigningOptions = {}): Jws => {
  const signedText = 'head.body'
  const signature = sign(digest, Buffer.from(signedText), { key: privateKey, ...options })
  return { header: { alg }, payload: '', signedText, signature }
}

describe.each<[string, string | null, { privateKey: KeyObject; publicKey: KeyObject }, SigningOptions]>([
  ['ES256', 'sha256', ec('P-256'), P1363],
  ['ES384', 'sha384', ec('P-384'), P1363],
  ['ES512', 'sha512', ec('P-521'), P1363],
  ['EdDSA', null, generateKeyPairSync('ed25519'), {}],
  ['Ed25519', null, generateKeyPairSync('ed25519'), {}],
  ['PS256', 'sha256', RSA, pss(32)],
  ['PS384', 'sha384', RSA, pss(48)],
  ['PS512', 'sha512', RSA, pss(64)],
  ['RS256', 'sha256', RSA, {}],
  ['RS384', 'sha384', RSA, {}],
  ['RS512', 'sha512', RSA, {}],
])('%s', (alg, digest, { privateKey, publicKey }, options) => {
  const genuine = jws(alg, digest, privateKey, options)

  test('verifies what its key signed', () => {
    expect(isClientAlgorithm(genuine)).toBe(true)
    expect(isSignedBy(genuine, publicKey)).toBe(true)
  })

  test('verifies nothing else', () => {
    expect(isSignedBy({ ...genuine, signedText: 'head.bodx' }, publicKey)).toBe(false)
    expect(isSignedBy({ ...genuine, signature: Buffer.alloc(genuine.signature.length) }, publicKey)).toBe(false)
    expect(isSignedBy({ ...genuine, signature: Buffer.alloc(0) }, publicKey)).toBe(false)
  })

  test('no other name verifies it', () => {
    const sameByDesign = (other: string) => other === alg || [alg, other].every((name) => ['EdDSA', 'Ed25519'].includes(name))
    const others = CLIENT_ALGORITHMS.filter((other) => !sameByDesign(other))
    for (const other of [...others, 'none', 'HS256']) expect(isSignedBy({ ...genuine, header: { alg: other } }, publicKey)).toBe(false)
  })
})

test.each(['none', 'None', 'HS256', 'RS1', 'toString', undefined, null, 7, ['ES256']])('%s is no algorithm of clients', (alg) => {
  expect(isClientAlgorithm(jws(alg, 'sha256', ec('P-256').privateKey))).toBe(false)
})

test.each([
  ['PS256', 'sha256', 20],
  ['PS384', 'sha384', 32],
  ['PS512', 'sha512', 32],
])('%s has a salt as long as its digest', (alg, digest, saltLength) => {
  expect(isSignedBy(jws(alg, digest, RSA.privateKey, pss(saltLength)), RSA.publicKey)).toBe(false)
})

test('an RSA key of 1024 bits is too short', () => {
  const { privateKey, publicKey } = rsa(1024)
  expect(isSignedBy(jws('RS256', 'sha256', privateKey), publicKey)).toBe(false)
})

test('the curve of Bitcoin is not P-256', () => {
  const { privateKey, publicKey } = ec('secp256k1')
  expect(isSignedBy(jws('ES256', 'sha256', privateKey, P1363), publicKey)).toBe(false)
})
