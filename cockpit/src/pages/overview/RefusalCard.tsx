import type { AdminAnswer } from '../../api/admin.ts'
import { linkTo } from '../../components/link-to.ts'
import { PageLink } from '../../components/PageLink.tsx'
import { t } from '../../messages/messages.ts'
import { FigureCard } from './FigureCard.tsx'

/** Causes that are shown. */
const MOST = 4

/** Refused calls by their cause. */
export function RefusalCard({ refusals }: { readonly refusals: AdminAnswer<'GET /overview'>['refusals'] }) {
  const count = refusals.reduce((sum, refusal) => sum + refusal.count, 0)
  return (
    <FigureCard
      title={t('nav.refusals')}
      subtitle={t('overview.lastDay')}
      to="/security/refusals"
      figure={count}
      look={count > 0 ? 'critical' : 'good'}
    >
      {count === 0 && <p className="figure-text">{t('overview.noRefusals')}</p>}
      <ul className="figure-list">
        {refusals.slice(0, MOST).map(({ cause, count: times }) => (
          <li key={cause}>
            <PageLink to={linkTo('/security/refusals', { cause })}>{cause}</PageLink>
            <span>{times}</span>
          </li>
        ))}
      </ul>
    </FigureCard>
  )
}
