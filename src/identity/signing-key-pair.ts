import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { SigningKey } from '../store/signing-keys.ts'
import type { Vault } from '../store/vault.ts'

const makeKeyPair = promisify(generateKeyPair)

/** A new RS256 key pair of 2048 bits that nobody signs with yet; the private half is encrypted. */
export async function newSigningKey(subaccountId: string, vault: Vault, now: number, kid = defaultKeyId()): Promise<SigningKey> {
  const pair = await makeKeyPair('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const privatePem = vault.encrypt(pair.privateKey)
  return { kid, subaccountId, publicPem: pair.publicKey, privatePem, active: false, createdAt: now, enabledAt: null }
}

/** As XSUAA names keys that nobody named (contract oauth.md §1.5). */
const defaultKeyId = (): string => `default-jwt-key-${randomBytes(5).toString('hex')}`
