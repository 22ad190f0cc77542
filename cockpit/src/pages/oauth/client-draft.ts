import type { AdminAnswer, AdminBody } from '../../api/admin.ts'
import { t } from '../../messages/messages.ts'

export type Client = AdminAnswer<'GET /clients/{clientId}'>
export type RegisteredClient = AdminAnswer<'POST /clients'>
type Registration = AdminBody<'POST /clients'>
type TokenProfile = Client['tokenProfile']

/** What can be changed afterwards too, as it stands in the fields. */
export interface ClientDraft {
  readonly name: string
  readonly description: string
  /** Minutes; empty = until the next token. */
  readonly tokenLifetime: string
  readonly tokenProfile: TokenProfile
  readonly dpopBound: boolean
  /** JSON; empty = none. */
  readonly jwks: string
}

/** What is decided once. */
export interface RegistrationDraft extends ClientDraft {
  readonly application: Client['application']
  readonly clientId: string
  readonly secret: string
  readonly secretLength: string
}

export const newDraft = (application: Client['application']): RegistrationDraft => ({
  name: '',
  description: '',
  tokenLifetime: '60',
  tokenProfile: 'standard',
  dpopBound: false,
  jwks: '',
  application,
  clientId: '',
  secret: '',
  secretLength: '',
})

export const draftOf = ({ name, description, tokenLifetime, tokenProfile, dpopBound, jwks }: Client): ClientDraft => ({
  name,
  description,
  tokenLifetime: tokenLifetime === null ? '' : String(tokenLifetime),
  tokenProfile,
  dpopBound,
  jwks: jwks === null ? '' : JSON.stringify(jwks, null, 2),
})

/** What an update changes; members that nobody touched are left out, because a lifetime that is sent counts for live tokens too. */
export function changeOf(before: ClientDraft, after: ClientDraft): AdminBody<'PATCH /clients/{clientId}'> {
  const sent = memberValues(after)
  const touched = Object.entries(sent).filter(([name]) => before[name as keyof ClientDraft] !== after[name as keyof ClientDraft])
  return Object.fromEntries(touched)
}

/** Throws for what no number and no JSON is. */
export function registrationOf({ application, clientId, secret, secretLength, ...draft }: RegistrationDraft): Registration {
  const { jwks, ...members } = memberValues(draft)
  return {
    ...members,
    application,
    ...(jwks !== null && { jwks }),
    ...(clientId !== '' && { clientId }),
    ...(secret !== '' && { secret }),
    ...(secretLength !== '' && { secretLength: wholeNumber(secretLength, 'secret.length') }),
  }
}

const memberValues = ({ name, description, tokenLifetime, tokenProfile, dpopBound, jwks }: ClientDraft) => ({
  name,
  description,
  tokenLifetime: tokenLifetime.trim() === '' ? null : wholeNumber(tokenLifetime, 'oauth.tokenLifetime'),
  tokenProfile,
  dpopBound,
  jwks: jwks.trim() === '' ? null : parsedKeys(jwks),
})

/** Throws a text for people. */
export function wholeNumber(text: string, field: 'oauth.tokenLifetime' | 'secret.length'): number {
  if (/^\d+$/.test(text.trim())) return Number(text)
  throw new Error(t('form.wholeNumber', { field: t(field) }))
}

function parsedKeys(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(t('oauth.jwksUnreadable'), { cause })
  }
}
