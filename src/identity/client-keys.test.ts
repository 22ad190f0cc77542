import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readKeySet } from './client-keys.ts'

const jwks = ({ publicKey, privateKey }: KeyPairKeyObjectResult) => ({
  open: publicKey.export({ format: 'jwk' }),
  secret: privateKey.export({ format: 'jwk' }),
})
const ec = (namedCurve: string) => jwks(generateKeyPairSync('ec', { namedCurve }))

const p256 = ec('P-256')
const rsa = jwks(generateKeyPairSync('rsa', { modulusLength: 2048 }))

test('keeps what a public key needs and nothing else', () => {
  const keys = [
    { ...rsa.open, kid: 'a', use: 'sig', alg: 'RS256', x5c: ['…'], note: 'mine' },
    { ...p256.open, key_ops: ['verify'] },
  ]
  expect(readKeySet({ keys, other: 1 })).toEqual({
    keys: [{ kty: 'RSA', n: rsa.open.n, e: 'AQAB', kid: 'a', use: 'sig', alg: 'RS256' }, p256.open],
  })
})

test.each(['P-384', 'P-521'])('takes EC keys with %s', (namedCurve) => {
  const { open } = ec(namedCurve)
  expect(readKeySet({ keys: [open] })).toEqual({ keys: [open] })
})

describe('refuses', () => {
  const key = p256.open
  test.each([
    [null, 'it must be a JSON object with a list keys'],
    [[], 'it must be a JSON object with a list keys'],
    [{ keys: {} }, 'it must be a JSON object with a list keys'],
    [{ keys: [] }, 'it must have 1 to 10 keys'],
    [{ keys: Array.from({ length: 11 }, () => key) }, 'it must have 1 to 10 keys'],
    [{ keys: ['x'] }, 'key 1 is no object'],
    [{ keys: [key, p256.secret] }, 'key 2 is private. Register its public half, and do not use this key any more'],
    [{ keys: [{ kty: 'oct', k: 'c2VjcmV0' }] }, 'key 1 is private. Register its public half, and do not use this key any more'],
    [{ keys: [{ ...key, x: 'AA' }] }, 'key 1 cannot be read'],
    [{ keys: [{ ...key, use: 'enc' }] }, "key 1 has the use 'enc' and must have sig"],
    [{ keys: [{ ...key, kid: 7 }] }, 'key 1 has a kid that is no text'],
    [{ keys: [{ ...key, alg: 7 }] }, 'key 1 has an alg that is no text'],
    [
      {
        keys: [
          { ...key, kid: 'a' },
          { ...rsa.open, kid: 'a' },
        ],
      },
      "two keys have the kid 'a'",
    ],
    [
      { keys: [jwks(generateKeyPairSync('rsa', { modulusLength: 1024 })).open] },
      'key 1 must be RSA with 2048 to 4096 bits, or EC with P-256, P-384 or P-521',
    ],
    [{ keys: [jwks(generateKeyPairSync('ed25519')).open] }, 'key 1 must be RSA with 2048 to 4096 bits, or EC with P-256, P-384 or P-521'],
  ])('%#: %j', (value, reason) => {
    expect(() => readKeySet(value)).toThrow(
      expect.objectContaining({ code: 'bad-request', message: `The key set (JWKS) is not accepted: ${reason}` }),
    )
  })
})
