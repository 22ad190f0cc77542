import type { HttpRequest } from '../../kernel/http.ts'
import { readAuthorization } from '../authorization-header.ts'
import type { Credentials } from '../basic-credentials.ts'
import type { DialectRules } from '../dialects/index.ts'
import type { Parameters } from '../parameters.ts'
import { Refusal } from '../refusals.ts'
import type { VerifiedToken } from '../verify-token.ts'

/** The public client with which tools log users in: its secret is empty on every Cloud Foundry. */
export const CF_CLIENT = 'cf'

/**
 * Whether the built-in client asks for a token; every other client is looked up. Throws the refusal `wrong-secret` when it comes
 * with a secret.
 */
export function isCfClient(request: HttpRequest, parameters: Parameters, dialect: DialectRules): boolean {
  if (!dialect.takesUsers) return false
  const credentials = presentedCredentials(request, parameters)
  if (credentials?.clientId !== CF_CLIENT) return false
  if (credentials.secret !== '') throw new Refusal('wrong-secret', { scheme: 'basic', clientId: CF_CLIENT })
  return true
}

/** A client of a subaccount has other audiences, also when its id is the same. */
export const isUserToken = ({ clientId, audience }: Pick<VerifiedToken, 'clientId' | 'audience'>): boolean =>
  clientId === CF_CLIENT && audience.includes(CF_CLIENT)

function presentedCredentials(request: HttpRequest, parameters: Parameters): Credentials | undefined {
  if (request.headerValues.authorization === undefined) {
    return { clientId: parameters.get('client_id') ?? '', secret: parameters.get('client_secret') ?? '' }
  }
  const presented = readAuthorization(request)
  return presented.scheme === 'basic' ? presented.readings[0] : undefined
}
