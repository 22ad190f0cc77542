import { SluiceError } from '../../kernel/errors.ts'

const LONGEST = 512

/** Shorter ones are accepted where the policy allows it, and may be guessed. */
const SHORT = 16

/** Characters with which clients differ in what they send as HTTP Basic (contract oauth.md §1.2). */
const RISKY: readonly { readonly pattern: RegExp; readonly name: string; readonly risk: string }[] = [
  { pattern: /\+/, name: "'+'", risk: 'some clients and servers turn it into a blank' },
  { pattern: /%/, name: "'%'", risk: 'some servers read it as the start of an escape' },
  { pattern: /:/, name: "':'", risk: 'some clients and servers cut credentials at the last colon' },
  { pattern: /\s/u, name: 'a blank', risk: 'it is lost easily when the secret is copied, and some clients turn it into +' },
  { pattern: /["'\\`$]/, name: 'one of " \' \\ ` $', risk: 'shells and JSON need it escaped' },
  { pattern: /[^\p{ASCII}]/u, name: 'a letter outside ASCII', risk: 'clients differ in how they encode it' },
]

/** Throws `bad-request` for a chosen secret that no header can carry or that is shorter than `minimumLength`. */
export function checkSecret(secret: string, minimumLength: number): void {
  if (secret.length < minimumLength || secret.length > LONGEST) {
    throw new SluiceError('bad-request', `The secret must have ${minimumLength} to ${LONGEST} characters`)
  }
  if (/\p{Cc}/u.test(secret)) throw new SluiceError('bad-request', 'The secret must not hold control characters')
}

/** Throws `bad-request` for a length of a generated secret out of range. */
export function checkSecretLength(length: number, minimumLength: number): void {
  const least = Math.max(minimumLength, SHORT)
  if (Number.isInteger(length) && length >= least && length <= LONGEST) return
  throw new SluiceError('bad-request', `The length of a generated secret must be a whole number from ${least} to ${LONGEST}`)
}

/** What may go wrong with a chosen secret. */
export function secretWarnings(secret: string): string[] {
  const risks = RISKY.filter(({ pattern }) => pattern.test(secret)).map(({ name, risk }) => `The secret holds ${name}: ${risk}`)
  const short = `The secret has less than ${SHORT} characters: it may be guessed`
  return secret.length < SHORT ? [short, ...risks] : risks
}
