import type { Channel, IflowModel } from '../../iflow/model.ts'

/** Stand-ins for the credentials that channels name. */
export interface RecordedCredentials {
  readonly credentials: Readonly<Record<string, { user: string; password: string }>>
  readonly oauth2: Readonly<Record<string, { tokenUrl: string; clientId: string; clientSecret: string }>>
  /** Answers of the token services. */
  readonly stubs: readonly object[]
}

const TOKEN_URL = 'https://token.test/oauth/token'

/** Real credentials are in no trace and belong in no file; channels ask for some all the same. */
export function recordedCredentials({ channels }: IflowModel): RecordedCredentials {
  const receivers = channels.filter(({ direction }) => direction === 'receiver')
  const named = receivers.flatMap((channel) => (aliasOf(channel) === '' ? [] : [{ alias: aliasOf(channel), isOAuth: usesOAuth(channel) }]))
  const pick = <T>(isOAuth: boolean, value: T) =>
    Object.fromEntries(named.filter((each) => each.isOAuth === isOAuth).map(({ alias }) => [alias, value]))
  const oauth2 = pick(true, { tokenUrl: TOKEN_URL, clientId: 'test', clientSecret: 'test' })
  const token = { address: TOKEN_URL, answer: { body: { json: { access_token: 'test', expires_in: 3600 } } } }
  return { credentials: pick(false, { user: 'test', password: 'test' }), oauth2, stubs: Object.keys(oauth2).length > 0 ? [token] : [] }
}

/** An alias that an expression makes is known when a message comes. */
function aliasOf({ properties }: Channel): string {
  const method = properties.get('authenticationMethod') ?? 'None'
  const alias = (properties.get('credentialName') || properties.get('alias') || '').trim()
  return method === 'None' || alias.includes('${') ? '' : alias
}

export const usesOAuth = ({ properties }: Channel): boolean => /oauth/i.test(properties.get('authenticationMethod') ?? '')
