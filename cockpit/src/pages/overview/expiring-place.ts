import type { AdminAnswer } from '../../api/admin.ts'
import { linkTo } from '../../components/link-to.ts'

/** The page where it is replaced. Keys of instances are named `instance/key`. */
export function expiringPlace({ kind, subaccount, name }: AdminAnswer<'GET /expiring'>[number]): string {
  if (kind === 'signing-key') return '/security/oauth'
  const [instance, key] = name.split('/')
  if (subaccount === 'cloud-foundry') return key === undefined ? '/services/instances' : `/services/instances/${instance}`
  return kind === 'secret' ? linkTo('/security/oauth', { client: name }) : linkTo('/security/authorizations', { user: name })
}
