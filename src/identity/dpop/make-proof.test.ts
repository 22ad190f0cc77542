import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { expect, test } from 'vitest'
import { thumbprint } from '../public-jwk.ts'
import { makeProof } from './make-proof.ts'
import { readProof } from './proof.ts'

const NOW = 1_700_000_000_900
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })

test.each<[string, { privateKey: KeyObject; publicKey: KeyObject }]>([
  ['ES256', ec('P-256')],
  ['ES384', ec('P-384')],
  ['ES512', ec('P-521')],
  ['EdDSA', generateKeyPairSync('ed25519')],
  ['PS256', generateKeyPairSync('rsa', { modulusLength: 2048 })],
])('a proof by %s is read as what it is for', (alg, { privateKey, publicKey }) => {
  const proof = makeProof(privateKey, { method: 'GET', url: 'https://sluice.test/http/orders?a=b#c', token: 'abc' }, NOW)
  const [header = ''] = proof.split('.')
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
    typ: 'dpop+jwt',
    alg,
    jwk: publicKey.export({ format: 'jwk' }),
  })
  expect(readProof(proof)).toEqual({
    thumbprint: thumbprint(publicKey),
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    method: 'GET',
    uri: 'https://sluice.test/http/orders',
    issuedAt: 1_700_000_000,
    tokenHash: 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0',
  })
})

test('two proofs for one request are two, and without a token there is no hash of it', () => {
  const { privateKey } = ec('P-256')
  const [first, second] = [1, 2].map(() => readProof(makeProof(privateKey, { method: 'POST', url: 'http://sluice.test/' }, NOW)))
  expect(first?.id).not.toBe(second?.id)
  expect(first?.tokenHash).toBeUndefined()
})

test.each<[string, KeyObject]>([
  ['curve', ec('secp256k1').privateKey],
  ['length', generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey],
])('a key of another %s makes none', (_, key) => {
  expect(() => makeProof(key, { method: 'POST', url: 'http://sluice.test/' }, NOW)).toThrow(new TypeError('The key cannot sign proofs'))
})
