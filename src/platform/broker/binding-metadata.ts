import type { KeyCredentials } from '../cloud-foundry/keys.ts'

const DAY = 86_400_000
/** A certificate should be followed by the next one this long before it ends, or half-way when it lives shorter. */
const RENEWAL = 30 * DAY

/** When the credentials end; keys without a certificate do not. */
export function endOf({ oauth }: KeyCredentials): number | undefined {
  return 'certificatedetails' in oauth ? Date.parse(oauth.certificatedetails.validuntil) : undefined
}

/** `metadata` of a binding: `renew_before` is not later than `expires_at`. */
export function bindingMetadata(credentials: KeyCredentials): { metadata?: { expires_at: string; renew_before: string } } {
  const end = endOf(credentials)
  if (end === undefined) return {}
  const made = Date.parse(credentials.oauth.createdate)
  const renewal = Math.max(end - RENEWAL, made + (end - made) / 2)
  return { metadata: { expires_at: new Date(end).toISOString(), renew_before: new Date(renewal).toISOString() } }
}
