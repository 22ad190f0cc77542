import type { Admin } from '../admin.ts'
import { ADMIN_USER } from '../guard.ts'
import type { FailureThrottle } from '../rate-limit/failure-throttle.ts'
import { Refusal } from '../refusals.ts'
import { CF_CLIENT } from './cf-client.ts'

export interface PasswordLoginOptions {
  readonly admin: Pick<Admin, 'isPassword'>
  readonly throttle: FailureThrottle
}

export interface Login {
  readonly user: string
  readonly password: string
  readonly remoteAddress: string
}

/** Decides whether someone is the administrator by name and password, and slows down whoever guesses (contract oauth.md X21, X22). */
export class PasswordLogin {
  readonly #options: PasswordLoginOptions

  constructor(options: PasswordLoginOptions) {
    this.#options = options
  }

  /** Throws the refusals `user-credentials-wrong` and `too-many-failures`. */
  require({ user, password, remoteAddress }: Login): void {
    const { admin, throttle } = this.#options
    const attempt = { remoteAddress, clientId: attemptedId(user) }
    const wait = throttle.waitOf(attempt)
    if (wait !== undefined) {
      const { seconds, source, becauseOf } = wait
      throw new Refusal('too-many-failures', { value: source, limit: seconds, ...(becauseOf === 'client' && { clientId: CF_CLIENT }) })
    }
    if (user !== ADMIN_USER || !admin.isPassword(password)) {
      throttle.failed(attempt)
      throw new Refusal('user-credentials-wrong', { clientId: CF_CLIENT, user: user.slice(0, 200) })
    }
    throttle.succeeded(attempt)
  }
}

/** No client has such an id, so nobody clears the failures of a user by authenticating as a client of the same name. */
const attemptedId = (user: string): string => `${CF_CLIENT} ${user}`
