import { admin } from '../../api/admin.ts'
import { BarChart } from '../../components/BarChart.tsx'
import { useData } from '../../components/use-data.ts'
import { t } from '../../messages/messages.ts'
import { type Intervals, intervalsOf, type Range } from './range.ts'

interface ChartsProps {
  /** The time that is looked at now. */
  readonly range: () => Range
  /** Id of a flow; empty = all. */
  readonly flow: string
  /** What the range depends on. */
  readonly asked: readonly string[]
  readonly interval: number | undefined
}

interface Throughput extends Intervals {
  readonly counts: readonly { readonly from: string; readonly status: string; readonly messages: number }[]
}

/** Messages and failed messages over the time that is looked at. */
export function Charts({ range, flow, asked, interval }: ChartsProps) {
  const { data } = useData(
    async (): Promise<Throughput> => {
      const intervals = intervalsOf(range(), Date.now())
      const query = {
        since: new Date(intervals.since).toISOString(),
        until: new Date(intervals.until).toISOString(),
        interval: intervals.interval / 1000,
        flow,
      }
      return { ...intervals, counts: await admin('GET /messages/throughput', { query }) }
    },
    asked,
    interval,
  )
  if (data === undefined) return <div className="charts charts-awaited" />
  return (
    <div className="charts">
      <BarChart {...data} name={t('messages.chart.messages')} values={barsOf(data, () => true)} />
      <BarChart {...data} name={t('messages.chart.errors')} values={barsOf(data, (status) => status === 'FAILED')} look="negative" />
    </div>
  )
}

/** How many messages there are in each interval. */
function barsOf({ since, until, interval, counts }: Throughput, isCounted: (status: string) => boolean): number[] {
  const bars = new Array<number>(Math.ceil((until - since) / interval)).fill(0)
  for (const { from, status, messages } of counts) if (isCounted(status)) bars[(Date.parse(from) - since) / interval]! += messages
  return bars
}
