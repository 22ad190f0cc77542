import { createPrivateKey } from 'node:crypto'
import type { KeyPair, Keys, PgpKeyBlock } from '../engine/services.ts'
import { SluiceError } from '../kernel/errors.ts'
import type { KeystoreEntry } from '../store/keystore.ts'
import type { PgpKey } from '../store/pgp-keys.ts'
import type { EncryptedText } from '../store/services.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'

/** The keystore and the PGP keyrings as flows use them. */
export function storedKeys({ keystore, pgpKeys }: Pick<Store, 'keystore' | 'pgpKeys'>, vault: Vault): Keys {
  const blocks = async (armoredOf: (key: PgpKey) => string | null): Promise<PgpKeyBlock[]> =>
    (await pgpKeys.list()).flatMap((key) => {
      const armored = armoredOf(key)
      return armored === null ? [] : [{ armored, ...namesOf(key) }]
    })
  const keyPairOf = (privateKey: EncryptedText, entry: KeystoreEntry): KeyPair => ({
    privateKey: createPrivateKey(vault.decrypt(privateKey)),
    chain: chainOf(entry),
  })
  return {
    async keyPair(alias) {
      const entry = await keystore.find(alias)
      if (!entry?.privateKey) throw new SluiceError('processing-failed', `There is no key pair with the alias '${alias}' in the keystore`)
      return keyPairOf(entry.privateKey, entry)
    },
    async findKeyPair(isWanted) {
      const entry = (await keystore.list()).find((each) => each.privateKey !== null && isWanted(chainOf(each)[0]!))
      return entry?.privateKey ? keyPairOf(entry.privateKey, entry) : undefined
    },
    async certificates(alias) {
      const entry = await keystore.find(alias)
      return entry && chainOf(entry)
    },
    publicPgpKeys: () => blocks(({ publicKey }) => publicKey),
    secretPgpKeys: () => blocks(({ secretKey }) => (secretKey ? vault.decrypt(secretKey) : null)),
  }
}

const chainOf = ({ chain }: KeystoreEntry): Uint8Array[] => chain.map((certificate) => Buffer.from(certificate, 'base64'))

const namesOf = ({ keyId, details }: PgpKey): Pick<PgpKeyBlock, 'userIds' | 'keyIds'> => ({
  userIds: details.userIds,
  keyIds: [keyId, ...details.subKeys.map((subKey) => subKey.keyId)],
})
