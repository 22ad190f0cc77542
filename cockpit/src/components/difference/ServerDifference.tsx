import { DifferenceLines } from './DifferenceLines.tsx'
import { type DifferenceLine, linesWithSigns } from './line-difference.ts'

interface ServerDifferenceProps {
  readonly name: string
  /** Each line begins with `-`, `+` or a blank; `…` stands for lines that were left out. */
  readonly text: string
}

/** What the server found to differ, line by line. */
export function ServerDifference({ name, text }: ServerDifferenceProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the arrow keys
    <section className="difference" aria-label={name} tabIndex={0}>
      {linesWithSigns(text).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands at its place
        <Line key={index} line={line} />
      ))}
    </section>
  )
}

function Line({ line }: { readonly line: DifferenceLine | string }) {
  return typeof line === 'string' ? <div className="difference-omitted">{line}</div> : <DifferenceLines lines={[line]} />
}
