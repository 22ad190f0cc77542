import { clientUser } from '../../identity/names.ts'
import { SluiceError } from '../../kernel/errors.ts'

/** User name of the administrator in Basic credentials. */
const RESERVED = 'admin'
const LENGTH = 128
/** No colon, blank or control character: the id is the first half of a Basic header and ends a user name. */
const PATTERN = /^[A-Za-z0-9._~!|@-]+$/

/** Throws `bad-request` that says what an id may hold. */
export function checkClientId(id: string): void {
  if (id.toLowerCase() === RESERVED) throw new SluiceError('bad-request', `The client id '${RESERVED}' belongs to the administrator`)
  if (id.length > LENGTH) throw new SluiceError('bad-request', `The client id must be ${LENGTH} characters at most`)
  if (PATTERN.test(id)) return
  throw new SluiceError('bad-request', 'The client id may hold letters, digits and . _ ~ ! | @ - only, at least one of them')
}

/**
 * Throws `conflict` when the id is taken, also when only the case differs: such clients would act as one user and share
 * their roles (contracts: oauth §2).
 */
export function checkFree(id: string, taken: readonly string[]): void {
  const twin = taken.find((other) => other.toLowerCase() === id.toLowerCase())
  if (twin === undefined) return
  if (twin === id) throw new SluiceError('conflict', `There is an OAuth client '${id}' already`)
  throw new SluiceError('conflict', `The client id '${id}' differs from the existing '${twin}' only in case; both would act as one user`)
}

/** The client id in a user name, `undefined` for a person. */
export function clientIdOf(user: string): string | undefined {
  const prefix = clientUser('')
  return user.startsWith(prefix) ? user.slice(prefix.length) : undefined
}
