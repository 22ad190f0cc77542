import { SluiceError } from '../../kernel/errors.ts'
import { dateTimeOffset, int32, type Properties, text } from '../../odata/edm.ts'
import type { Keys } from '../../odata/entity-set.ts'
import type { PgpKey } from '../../store/pgp-keys.ts'
import type { Management } from '../management-set.ts'

export const PUBLIC_KEYRING = 'pubring'
export const SECRET_KEYRING = 'secring'

export type KeyringName = typeof PUBLIC_KEYRING | typeof SECRET_KEYRING

/** The one runtime of this tenant. */
export const RUNTIME = 'cloudintegration'

export interface Keyring {
  readonly name: KeyringName
  /** Those that have the part which the keyring keeps. */
  readonly keys: readonly PgpKey[]
}

const PARTS = { [PUBLIC_KEYRING]: 'publicKey', [SECRET_KEYRING]: 'secretKey' } as const
const KINDS = { [PUBLIC_KEYRING]: 'PUBLIC_KEYRING', [SECRET_KEYRING]: 'SECRET_KEYRING' } as const

export async function keyring(name: KeyringName, { store }: Management): Promise<Keyring> {
  return { name, keys: (await store.pgpKeys.list()).filter((key) => key[PARTS[name]] !== null) }
}

/** The keyring of that name. Throws `not-found` for another one: there is one of each kind. */
export async function namedKeyring(name: KeyringName, { Name }: Keys, context: Management): Promise<Keyring> {
  if (Name !== name) throw new SluiceError('not-found', `${KINDS[name]} ${Name} does not exist`)
  return keyring(name, context)
}

const latest = ({ keys }: Keyring): PgpKey | undefined => [...keys].sort((a, b) => b.modifiedAt - a.modifiedAt)[0]

export const keyringProperties: Properties<Keyring> = {
  Name: text(({ name }) => name),
  LastModifiedBy: text((ring) => latest(ring)?.modifiedBy ?? null),
  LastModifiedTime: dateTimeOffset((ring) => latest(ring)?.modifiedAt ?? null),
  Size: int32(({ keys }) => keys.length),
  RuntimeIds: text(() => RUNTIME),
  AggregatedStatus: text(() => 'DEPLOYED'),
  AggregatedErrors: text(() => null),
}

/** A keyring in the runtime, which reads it from the same store: it is there at once and has no errors. */
export interface RuntimeAssignment {
  readonly ring: Keyring
}

export const assignmentOf = (ring: Keyring): RuntimeAssignment => ({ ring })

/** Milliseconds at which the keyring got to the runtime. */
export const assignedAt = ({ ring }: RuntimeAssignment): number => latest(ring)?.modifiedAt ?? 0
