import { Tag } from '@ui5/webcomponents-react'
import type { AdminAnswer } from '../../api/admin.ts'
import { Fact } from '../../components/Fact.tsx'
import { timeText } from '../../components/time.ts'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { FigureCard } from './FigureCard.tsx'

/** Milliseconds after which it is asked again. */
const INTERVAL = 10_000

type Health = 'ready' | 'starting' | 'unreachable'

const DESIGNS = { ready: 'Positive', starting: 'Critical', unreachable: 'Negative' } as const

/** Whether the server takes calls, and which versions are running. */
export function HealthCard({ server: { version, node, startedAt } }: { readonly server: AdminAnswer<'GET /overview'>['server'] }) {
  const { data: health } = useData(readiness, [], INTERVAL)
  return (
    <FigureCard title={t('overview.health')} subtitle={t('overview.healthText')}>
      <dl className="facts figure-facts">
        {health && (
          <Fact
            name={t('overview.state')}
            value={
              <Tag design={DESIGNS[health]} hideStateIcon>
                {t(`overview.state.${health}`)}
              </Tag>
            }
          />
        )}
        <Fact name={t('overview.version')} value={version} />
        <Fact name={t('overview.node')} value={node} />
        <Fact name={t('overview.startedAt')} value={timeText(startedAt)} />
      </dl>
    </FigureCard>
  )
}

async function readiness(): Promise<Health> {
  try {
    const response = await fetch('/readyz')
    // Read to its end, or the browser keeps the request open.
    await response.arrayBuffer()
    return response.ok ? 'ready' : 'starting'
  } catch {
    return 'unreachable'
  }
}
