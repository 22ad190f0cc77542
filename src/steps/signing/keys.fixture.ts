import type { KeyPair, Keys } from '../../engine/services.ts'
import { SluiceError } from '../../kernel/errors.ts'

/** A keystore with these key pairs, and without PGP keys. */
export function keysOf(pairs: Readonly<Record<string, KeyPair>>): Keys {
  return {
    async keyPair(alias) {
      const pair = pairs[alias]
      if (!pair) throw new SluiceError('processing-failed', `There is no key pair with the alias '${alias}' in the keystore`)
      return pair
    },
    findKeyPair: async (isWanted) => Object.values(pairs).find(({ chain }) => isWanted(chain[0]!)),
    certificates: async (alias) => pairs[alias]?.chain,
    publicPgpKeys: async () => [],
    secretPgpKeys: async () => [],
  }
}
