import type { AdminAnswer } from '../../api/admin.ts'
import { PageLink } from '../../components/PageLink.tsx'
import { timeText } from '../../components/time.ts'
import { t } from '../../messages/messages.ts'
import { expiringPlace } from './expiring-place.ts'
import { FigureCard } from './FigureCard.tsx'

/** Things that are shown. */
const MOST = 5

/** Secrets, certificates and signing keys whose end is near, the earliest first. */
export function ExpiringCard({ expiring }: { readonly expiring: AdminAnswer<'GET /expiring'> | undefined }) {
  if (expiring === undefined) return null
  return (
    <FigureCard
      title={t('overview.expiring')}
      subtitle={t('overview.soon')}
      figure={expiring.length}
      look={expiring.length > 0 ? 'critical' : 'good'}
    >
      {expiring.length === 0 && <p className="figure-text">{t('overview.nothingExpires')}</p>}
      <ul className="figure-list">
        {expiring.slice(0, MOST).map((thing) => (
          <li key={`${thing.kind} ${thing.name} ${thing.expiresAt}`} title={thing.remedy}>
            <span>
              {t(`overview.kind.${thing.kind}`)} <PageLink to={expiringPlace(thing)}>{thing.name}</PageLink>
            </span>
            <span className="figure-detail">{timeText(thing.expiresAt)}</span>
          </li>
        ))}
      </ul>
    </FigureCard>
  )
}
