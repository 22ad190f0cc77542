import { enums, type Key, type PrivateKey, type PublicKey, type Subkey } from 'openpgp'
import type { PgpKeyDetails, PgpKeyFacts } from '../../store/pgp-keys.ts'

const ALGORITHMS: Readonly<Record<string, string>> = {
  rsaEncryptSign: 'RSA',
  rsaEncrypt: 'RSA',
  rsaSign: 'RSA',
  elgamal: 'ElGamal',
  dsa: 'DSA',
  ecdh: 'ECDH',
  ecdsa: 'ECDSA',
  eddsaLegacy: 'EdDSA',
  ed25519: 'EdDSA',
  ed448: 'EdDSA',
  x25519: 'ECDH',
  x448: 'ECDH',
}

/** Bits of keys whose parameters name a curve. */
const CURVES: Readonly<Record<string, number>> = {
  nistP256: 256,
  nistP384: 384,
  nistP521: 521,
  secp256k1: 256,
  ed25519Legacy: 255,
  curve25519Legacy: 255,
  brainpoolP256r1: 256,
  brainpoolP384r1: 384,
  brainpoolP512r1: 512,
  ed25519: 255,
  x25519: 255,
  ed448: 456,
  x448: 448,
}

export const keyIdOf = (key: Key | Subkey): string => key.getKeyID().toHex().toUpperCase()

/** What a key says about itself; for what does not verify there is a problem instead of a failure. */
export async function detailsOf(key: PublicKey | PrivateKey): Promise<PgpKeyDetails> {
  const { problem, flags } = await primaryUse(key)
  return {
    ...commonFacts(key),
    flags,
    expiresAt: time(await key.getExpirationTime()),
    revoked: await key.isRevoked(),
    userIds: key.getUserIDs(),
    subKeys: await Promise.all(key.subkeys.map(subKeyFacts)),
    problem,
  }
}

/** What the primary user id allows the key to do. */
async function primaryUse(key: Key): Promise<{ flags: number; problem: string | null }> {
  try {
    const { selfCertification } = await key.getPrimaryUser()
    return { flags: selfCertification.keyFlags?.[0] ?? 0, problem: null }
  } catch (thrown) {
    return { flags: 0, problem: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}

async function subKeyFacts(key: Subkey): Promise<PgpKeyFacts> {
  const [signature] = key.bindingSignatures
  const expiresAt = time(await key.getExpirationTime())
  return { ...commonFacts(key), flags: signature?.keyFlags?.[0] ?? 0, expiresAt, revoked: key.revocationSignatures.length > 0 }
}

function commonFacts(key: Key | Subkey): Pick<PgpKeyFacts, 'keyId' | 'createdAt' | 'algorithm' | 'length'> {
  const { algorithm, bits, curve } = key.getAlgorithmInfo()
  return {
    keyId: keyIdOf(key),
    createdAt: key.getCreationTime().getTime(),
    algorithm: ALGORITHMS[algorithm] ?? algorithm,
    length: bits ?? CURVES[curve ?? algorithm] ?? 0,
  }
}

/** Milliseconds; `null` for a key that does not end, or of which that cannot be said. */
const time = (end: Date | number | null): number | null => (end instanceof Date ? end.getTime() : null)

const FLAG_NAMES: readonly (readonly [number, string])[] = [
  [enums.keyFlags.certifyKeys, 'Certify'],
  [enums.keyFlags.signData, 'Sign'],
  [enums.keyFlags.encryptCommunication, 'Encrypt Communication'],
  [enums.keyFlags.encryptStorage, 'Encrypt Storage'],
  [enums.keyFlags.authentication, 'Authenticate'],
]

/** Names of the bits of RFC 9580 §5.2.3.29. */
export const flagsLabel = (flags: number): string =>
  FLAG_NAMES.filter(([bit]) => (flags & bit) !== 0)
    .map(([, name]) => name)
    .join(', ')

export function validityOf({ revoked, expiresAt, createdAt }: PgpKeyFacts, now: number): string {
  if (revoked) return 'revoked'
  if (expiresAt !== null && expiresAt <= now) return 'expired'
  return createdAt > now ? 'notYetValid' : 'valid'
}
