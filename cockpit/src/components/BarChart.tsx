import { appearance } from '../app/appearance.ts'
import { t } from '../messages/messages.ts'
import './bar-chart.css'
import { timeText } from './time.ts'

interface BarChartProps {
  readonly name: string
  /** When the first bar begins, milliseconds since the epoch. */
  readonly since: number
  readonly until: number
  /** What a bar stands for, milliseconds. */
  readonly interval: number
  readonly values: readonly number[]
  readonly look?: 'neutral' | 'negative'
}

/** Units of the drawing; it stretches to the width that it is given. */
const HEIGHT = 40
const BAR = 10
const GAP = 2

/** How many of something there were over a time. */
export function BarChart({ name, since, until, interval, values, look = 'neutral' }: BarChartProps) {
  const count = values.reduce((sum, value) => sum + value, 0)
  const most = Math.max(...values, 0)
  const [from, to] = [timeText(since), timeText(until)]
  return (
    <figure className="bar-chart">
      <figcaption>
        <span>{name}</span> <strong>{count.toLocaleString(appearance().language)}</strong>
      </figcaption>
      <svg
        viewBox={`0 0 ${values.length * BAR} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('messages.chart.summary', { name, count, from, to, most })}
      >
        {values.map((value, index) => {
          const begin = since + index * interval
          const height = most === 0 ? 0 : Math.max((value / most) * HEIGHT, value > 0 ? 1 : 0)
          return (
            <g key={begin}>
              <title>{t('messages.chart.bar', { from: timeText(begin), count: value })}</title>
              <rect className="bar-chart-space" x={index * BAR} y={0} width={BAR} height={HEIGHT} />
              <rect className={`bar-chart-${look}`} x={index * BAR} y={HEIGHT - height} width={BAR - GAP} height={height} />
            </g>
          )
        })}
      </svg>
      <div className="bar-chart-axis">
        <span>{from}</span>
        <span>{to}</span>
      </div>
    </figure>
  )
}
