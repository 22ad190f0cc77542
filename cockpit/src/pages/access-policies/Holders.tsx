import { PageLink } from '../../components/PageLink.tsx'
import { Problem } from '../../components/Problem.tsx'
import { holderPlace, holdersOf } from '../../components/role-holders.ts'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'

/** Who has the role of a policy. */
export function Holders({ role }: { readonly role: string }) {
  const { data: holders, problem } = useData(async () => holdersOf(role, 'tmn'), [role])
  if (problem !== undefined) return <Problem text={problem} />
  if (holders === undefined) return null
  if (holders.length === 0) {
    return (
      <p>
        {t('policy.nobody')} <PageLink to="/security/authorizations?tab=roles">{t('policy.assign')}</PageLink>
      </p>
    )
  }
  return (
    <p>
      {t('policy.heldBy')}{' '}
      {holders.map((holder, index) => (
        <span key={`${holder.kind} ${holder.name}`}>
          {index > 0 && ', '}
          <PageLink to={holderPlace(holder)}>{holder.name}</PageLink>
        </span>
      ))}
    </p>
  )
}
