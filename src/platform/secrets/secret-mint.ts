import { randomInt } from 'node:crypto'
import type { Secrets } from '../../identity/secrets.ts'
import { SluiceError } from '../../kernel/errors.ts'
import type { ClientSecret } from '../../store/clients.ts'
import { checkSecret, checkSecretLength, secretWarnings } from './secret-policy.ts'

/** A secret as somebody wants it: a value, a length, or neither. */
export interface SecretWish {
  readonly secret?: string | undefined
  /** Characters of a generated secret, letters and digits only. */
  readonly secretLength?: number | undefined
}

export interface MintedSecret extends Pick<ClientSecret, 'kind' | 'hash'> {
  readonly value: string
  readonly warnings: readonly string[]
}

export interface MintOptions {
  readonly secrets: Pick<Secrets, 'generate' | 'hash'>
  /** Characters that a chosen secret must have. */
  readonly minimumLength: number
}

/** Characters that every client sends alike, in a header and in a form. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** From this length on a generated secret has 190 random bits, and a fast hash is enough. */
const STRONG = 32

/** Makes client secrets under the policy of the installation. */
export class SecretMint {
  readonly #options: MintOptions

  constructor(options: MintOptions) {
    this.#options = options
  }

  /** Throws `bad-request` that says what the policy allows. */
  async make({ secret, secretLength }: SecretWish): Promise<MintedSecret> {
    if (secret !== undefined && secretLength !== undefined) {
      throw new SluiceError('bad-request', 'Give a secret or the length of a generated one, not both')
    }
    if (secret !== undefined) return this.#chosen(secret)
    return secretLength === undefined ? this.#hashed('generated', this.#options.secrets.generate()) : this.#ofLength(secretLength)
  }

  #chosen(secret: string): Promise<MintedSecret> {
    checkSecret(secret, this.#options.minimumLength)
    return this.#hashed('chosen', secret, secretWarnings(secret))
  }

  #ofLength(length: number): Promise<MintedSecret> {
    checkSecretLength(length, this.#options.minimumLength)
    const value = Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
    return this.#hashed(length < STRONG ? 'chosen' : 'generated', value)
  }

  async #hashed(kind: ClientSecret['kind'], value: string, warnings: readonly string[] = []): Promise<MintedSecret> {
    return { kind, value, hash: await this.#options.secrets.hash(kind, value), warnings }
  }
}
