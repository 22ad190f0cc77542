import { dateTimeOffset, int32, type Properties, text } from '../../odata/edm.ts'
import type { Keys } from '../../odata/entity-set.ts'
import type { PgpKey, PgpKeyFacts } from '../../store/pgp-keys.ts'
import type { Management } from '../management-set.ts'
import { flagsLabel, validityOf } from './key-facts.ts'

/** A key of the keyrings as it is shown, with the moment of the question. */
export interface KeyRow extends PgpKey {
  readonly now: number
}

/** A sub key, with the key that it belongs to. */
export interface SubKeyRow {
  readonly facts: PgpKeyFacts
  readonly owner: KeyRow
}

/** Properties that keys and sub keys share. */
export const keyFactProperties = <R>(factsOf: (row: R) => PgpKeyFacts, ownerOf: (row: R) => KeyRow): Properties<R> => ({
  Id: text((row) => factsOf(row).keyId),
  KeyId: text((row) => factsOf(row).keyId),
  CreatedTime: dateTimeOffset((row) => factsOf(row).createdAt),
  Algorithm: text((row) => factsOf(row).algorithm),
  KeyLength: int32((row) => factsOf(row).length),
  KeyFlags: int32((row) => factsOf(row).flags),
  KeyFlagsLabel: text((row) => flagsLabel(factsOf(row).flags)),
  ValidityState: text((row) => validityOf(factsOf(row), ownerOf(row).now)),
  ValidUntil: dateTimeOffset((row) => factsOf(row).expiresAt),
  ModifiedOn: dateTimeOffset((row) => ownerOf(row).modifiedAt),
})

const row = (key: PgpKey, { clock }: Management): KeyRow => ({ ...key, now: clock.now() })

export const keyRows = async (context: Management): Promise<KeyRow[]> =>
  (await context.store.pgpKeys.list()).map((key) => row(key, context))

/** Ids compare without regard to case. */
export async function keyRow(keyId: Keys[string], context: Management): Promise<KeyRow | undefined> {
  const key = await context.store.pgpKeys.find(String(keyId).toUpperCase())
  return key && row(key, context)
}
