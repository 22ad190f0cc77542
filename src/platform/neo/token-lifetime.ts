import { LONGEST_TOKEN_LIFETIME } from '../../identity/token-lifetime.ts'
import { SluiceError } from '../../kernel/errors.ts'

const DEFAULT_MINUTES = 60
const MAXIMUM_MINUTES = LONGEST_TOKEN_LIFETIME / 60

/** Seconds for a lifetime in minutes; `null` stays `null`: the token lives until the client's next one. Throws `bad-request`. */
export function tokenLifetimeSeconds(minutes: number | null = DEFAULT_MINUTES): number | null {
  if (minutes === null) return null
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= MAXIMUM_MINUTES) return minutes * 60
  throw new SluiceError(
    'bad-request',
    `The token lifetime must be a whole number of minutes from 1 to ${MAXIMUM_MINUTES} (180 days), or none`,
  )
}
