import { admin } from '../../api/admin.ts'
import { Page } from '../../components/Page.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { ArtifactCard } from './ArtifactCard.tsx'
import { ExpiringCard } from './ExpiringCard.tsx'
import { HealthCard } from './HealthCard.tsx'
import { MessageCards } from './MessageCards.tsx'
import { RefusalCard } from './RefusalCard.tsx'
import './overview.css'

/** Milliseconds after which the figures are asked for again. */
const INTERVAL = 10_000

/** How the tenant is doing. Each card leads to the page behind its figure. */
export function Component() {
  const { data: figures, problem } = useData(() => admin('GET /overview'), [], INTERVAL)
  const expiring = useData(() => admin('GET /expiring', { query: {} }), [])
  return (
    <Page title={t('nav.overview')} subtitle={t('overview.subtitle')} problem={problem ?? expiring.problem}>
      {figures && (
        <div className="overview">
          <MessageCards messages={figures.messages} />
          <RefusalCard refusals={figures.refusals} />
          <ArtifactCard artifacts={figures.artifacts} />
          <ExpiringCard expiring={expiring.data} />
          <HealthCard server={figures.server} />
        </div>
      )}
    </Page>
  )
}
