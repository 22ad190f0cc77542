import type { AdminAnswer } from '../../api/admin.ts'
import { appearance } from '../../app/appearance.ts'
import { BarChart } from '../../components/BarChart.tsx'
import { linkTo } from '../../components/link-to.ts'
import { t } from '../../messages/messages.ts'
import { FigureCard } from './FigureCard.tsx'

const MINUTE = 60_000

/** Messages of the last hour by the minute, and how many failed. */
export function MessageCards({ messages: { minutes, hour, day } }: { readonly messages: AdminAnswer<'GET /overview'>['messages'] }) {
  const since = Date.parse(minutes[0]?.from ?? '')
  const time = { since, until: since + minutes.length * MINUTE, interval: MINUTE }
  return (
    <>
      <FigureCard
        wide
        title={t('overview.perMinute')}
        subtitle={t('overview.lastHour')}
        to="/monitor/messages"
        figure={(hour.messages / minutes.length).toLocaleString(appearance().language, { maximumSignificantDigits: 2 })}
      >
        <div className="overview-charts">
          <BarChart {...time} name={t('overview.messages')} values={minutes.map(({ messages }) => messages)} />
          <BarChart {...time} name={t('overview.failures')} values={minutes.map(({ failed }) => failed)} look="negative" />
        </div>
      </FigureCard>
      <FigureCard
        title={t('overview.failed')}
        subtitle={t('overview.lastDay')}
        to={linkTo('/monitor/messages', { status: 'FAILED', time: 'day' })}
        figure={day.failed}
        look={day.failed > 0 ? 'bad' : 'good'}
      >
        <p className="figure-text">{t('overview.ofMessages', { count: day.messages })}</p>
      </FigureCard>
    </>
  )
}
