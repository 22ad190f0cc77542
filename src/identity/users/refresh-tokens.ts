import type { Clock } from '../../kernel/clock.ts'
import type { Vault } from '../../store/vault.ts'
import type { Admin } from '../admin.ts'
import { Refusal } from '../refusals.ts'

/** Of UAA, by default, in milliseconds. */
const LIFETIME = 30 * 86_400_000

const PURPOSE = 'refresh token of the administrator'

interface Content {
  readonly purpose: string
  readonly passwordVersion: string
  readonly scopes: readonly string[]
  readonly expiresAt: number
}

export interface RefreshTokenOptions {
  readonly vault: Vault
  readonly admin: Admin
  readonly clock: Clock
}

/** Refresh tokens of the administrator. What they say is encrypted under the master key; a new password ends them all. */
export class RefreshTokens {
  readonly #options: RefreshTokenOptions

  constructor(options: RefreshTokenOptions) {
    this.#options = options
  }

  issue(scopes: readonly string[]): string {
    const { vault, admin, clock } = this.#options
    const content: Content = { purpose: PURPOSE, passwordVersion: admin.passwordVersion, scopes, expiresAt: clock.now() + LIFETIME }
    return Buffer.from(vault.encrypt(JSON.stringify(content)), 'base64').toString('base64url')
  }

  /** The scopes that it was issued for. Throws the refusal `refresh-token-invalid`. */
  redeem(token: string): readonly string[] {
    const { admin, clock } = this.#options
    const content = this.#open(token)
    if (content?.purpose !== PURPOSE) throw invalid('it was not issued here')
    if (content.passwordVersion !== admin.passwordVersion) throw invalid('the password was changed since')
    if (content.expiresAt <= clock.now()) throw invalid(`it expired at ${new Date(content.expiresAt).toISOString()}`)
    return content.scopes
  }

  #open(token: string): Content | undefined {
    try {
      return JSON.parse(this.#options.vault.decrypt(Buffer.from(token, 'base64url').toString('base64'))) as Content
    } catch {
      return undefined
    }
  }
}

const invalid = (defect: string): Refusal => new Refusal('refresh-token-invalid', { defect })
