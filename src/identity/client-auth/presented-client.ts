import type { HttpRequest } from '../../kernel/http.ts'
import { readAuthorization } from '../authorization-header.ts'
import { enumerate } from '../causes/cause.ts'
import type { DialectRules } from '../dialects/dialect.ts'
import type { Parameters } from '../parameters.ts'
import { Refusal } from '../refusals.ts'
import type { Authenticate } from './client-authentication.ts'
import { CLIENT_AUTHENTICATIONS, type ClientAuthenticationName } from './index.ts'

type Rules = Pick<DialectRules, 'clientAuthentications'>

/**
 * How the client authenticates. UAA lets Basic win over a secret in the body, and real clients send both; Neo knows Basic and
 * assertions only (contract oauth.md §1.2, §2). Throws refusals for none and for several (T09, A26).
 */
export function presentedClient(request: HttpRequest, parameters: Parameters, { clientAuthentications: allowed }: Rules): Authenticate {
  const used = waysUsed(request, parameters, allowed)
  if (used.length > 1) throw new Refusal('several-client-authentications', { defect: enumerate(used) })
  for (const name of allowed) {
    const found = CLIENT_AUTHENTICATIONS[name].find(request, parameters)
    if (found !== undefined) return found
  }
  if (parameters.has('client_secret')) throw new Refusal('credentials-in-body')
  const presented = readAuthorization(request)
  throw new Refusal('unsupported-scheme', { scheme: 'other', value: presented.scheme })
}

/** Basic and a secret in the body are one way where both are accepted. */
function waysUsed({ headerValues, clientCertificate }: HttpRequest, parameters: Parameters, allowed: readonly ClientAuthenticationName[]) {
  const inHeader = headerValues.authorization !== undefined
  const inBody = parameters.has('client_secret')
  return [
    ...(inHeader || inBody ? ['a secret'] : []),
    ...(inHeader && inBody && !allowed.includes('body') ? ['another one in the body'] : []),
    ...(parameters.has('client_assertion') ? ['a client assertion'] : []),
    ...(clientCertificate !== undefined && allowed.includes('certificate') ? ['a client certificate'] : []),
  ]
}
