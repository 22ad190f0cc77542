import type { PrivateKey, PublicKey } from 'openpgp'
import type { Reply } from '../../odata/entity-set.ts'
import type { PgpKey } from '../../store/pgp-keys.ts'
import { type Management, stampOf } from '../management-set.ts'
import { detailsOf, keyIdOf } from './key-facts.ts'

/** What became of one key of an uploaded keyring. */
export interface ImportResult {
  readonly keyId: string
  readonly primaryUserId: string | null
  readonly status: 'added' | 'not imported'
  readonly details: string | null
}

/** The part of a key that one keyring keeps. */
type Part = 'publicKey' | 'secretKey'

/** Adds keys to a keyring. One that is in it already stays as it is, and the answer says so. */
export async function importKeys(part: Part, keys: readonly (PublicKey | PrivateKey)[], context: Management): Promise<Reply<never>> {
  const rows: ImportResult[] = []
  for (const key of keys) rows.push(await importKey(part, key, context))
  return { status: 200, collection: { set: 'PgpKeyEntryImportResults', rows } }
}

async function importKey(part: Part, key: PublicKey | PrivateKey, context: Management): Promise<ImportResult> {
  const { pgpKeys } = context.store
  const keyId = keyIdOf(key)
  const current = await pgpKeys.find(keyId)
  const next = await keptKey(part, key, current, context)
  const result = { keyId, primaryUserId: next.details.userIds[0] ?? null }
  if (current !== undefined && current[part] !== null) {
    return { ...result, status: 'not imported', details: `A key with the id ${keyId} exists already` }
  }
  if (current !== undefined && current.fingerprint !== next.fingerprint) {
    return { ...result, status: 'not imported', details: `Another key has the id ${keyId}` }
  }
  await (current === undefined ? pgpKeys.create(next) : pgpKeys.update(next))
  return { ...result, status: 'added', details: null }
}

async function keptKey(part: Part, key: PublicKey | PrivateKey, current: PgpKey | undefined, context: Management): Promise<PgpKey> {
  const { user, now } = stampOf(context)
  const armored = key.armor()
  return {
    keyId: keyIdOf(key),
    fingerprint: key.getFingerprint().toUpperCase(),
    publicKey: part === 'publicKey' ? armored : (current?.publicKey ?? null),
    secretKey: part === 'secretKey' ? context.vault.encrypt(armored) : (current?.secretKey ?? null),
    details: await detailsOf(key),
    modifiedBy: user,
    modifiedAt: now,
  }
}
