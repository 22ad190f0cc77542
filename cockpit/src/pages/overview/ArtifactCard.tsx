import type { AdminAnswer } from '../../api/admin.ts'
import { PageLink } from '../../components/PageLink.tsx'
import { t } from '../../messages/messages.ts'
import { FigureCard } from './FigureCard.tsx'

/** Artifacts that are shown. */
const MOST = 4

/** Deployed artifacts that did not start. */
export function ArtifactCard({
  artifacts: { started, others, failed },
}: {
  readonly artifacts: AdminAnswer<'GET /overview'>['artifacts']
}) {
  return (
    <FigureCard
      title={t('overview.artifacts')}
      subtitle={t('overview.artifactCount', { count: started + others + failed.length, started })}
      to="/monitor/content"
      figure={failed.length}
      look={failed.length > 0 ? 'bad' : 'good'}
    >
      {failed.length === 0 && <p className="figure-text">{t('overview.noErrors')}</p>}
      <ul className="figure-list">
        {failed.slice(0, MOST).map(({ id, name, error }) => (
          <li key={id}>
            <PageLink to={`/monitor/content/${encodeURIComponent(id)}`}>{name}</PageLink>
            <span className="figure-detail" title={error}>
              {error.split('\n', 1)[0]}
            </span>
          </li>
        ))}
      </ul>
    </FigureCard>
  )
}
