import { Refusal } from '../refusals.ts'
import { clientCredentials } from './client-credentials.ts'
import type { Grant } from './grant.ts'

export const GRANTS: readonly Grant[] = [clientCredentials]

/** The grant of this type. Throws the refusals `grant-missing`, `grant-implicit` and `grant-unknown`. */
export function findGrant(grantType: string | undefined): Grant {
  if (grantType === undefined) throw new Refusal('grant-missing')
  if (grantType === 'implicit') throw new Refusal('grant-implicit')
  const grant = GRANTS.find((candidate) => candidate.grantType === grantType)
  if (grant === undefined) throw new Refusal('grant-unknown', { value: grantType.slice(0, 100) })
  return grant
}
