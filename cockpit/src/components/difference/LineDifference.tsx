import { t } from '../../messages/messages.ts'
import { DifferenceLines } from './DifferenceLines.tsx'
import { lineDifference, type Stretch, withContext } from './line-difference.ts'

interface LineDifferenceProps {
  readonly name: string
  readonly before: string
  readonly after: string
}

/** Two texts laid over each other. */
export function LineDifference({ name, before, after }: LineDifferenceProps) {
  const stretches = withContext(lineDifference(before, after))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the arrow keys
    <section className="difference" aria-label={name} tabIndex={0}>
      {stretches.map((stretch, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stretch is what stands at its place
        <StretchLines key={index} stretch={stretch} />
      ))}
    </section>
  )
}

function StretchLines({ stretch }: { readonly stretch: Stretch }) {
  if ('omitted' in stretch) return <div className="difference-omitted">{t('difference.omitted', { count: stretch.omitted })}</div>
  return <DifferenceLines lines={stretch.lines} />
}
