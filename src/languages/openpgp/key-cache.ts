import { enums, type PrivateKey, type PublicKey, readKey, readPrivateKey } from 'openpgp'
import { Lru } from '../../kernel/lru.ts'

const publicKeys = new Lru<string, Promise<PublicKey>>(200)
const privateKeys = new Lru<string, Promise<PrivateKey>>(50)

/** Keys stay parsed: reading one takes longer than using it on a small message. */
export const publicKeyOf = (armored: string): Promise<PublicKey> => remember(publicKeys, armored, () => readKey({ armoredKey: armored }))

/** A key that takes whatever algorithms a sender or a step chose, also those that it does not ask for. */
export const privateKeyOf = (armored: string): Promise<PrivateKey> => remember(privateKeys, armored, () => readTolerantKey(armored))

function remember<T>(cache: Lru<string, Promise<T>>, armored: string, read: () => Promise<T>): Promise<T> {
  const known = cache.get(armored)
  if (known) return known
  const key = read()
  cache.set(armored, key)
  return key
}

const numbers = (values: object): number[] => Object.values(values).filter((value) => typeof value === 'number')

/** The library lets the preferences of a key decide what it decrypts and how it signs. */
async function readTolerantKey(armored: string): Promise<PrivateKey> {
  const key = await readPrivateKey({ armoredKey: armored })
  for (const certification of key.users.flatMap((user) => user.selfCertifications)) {
    certification.preferredSymmetricAlgorithms = numbers(enums.symmetric)
    certification.preferredHashAlgorithms = numbers(enums.hash)
  }
  return key
}
