import type { DifferenceLine } from './line-difference.ts'
import './difference.css'

const SIGNS: Readonly<Record<DifferenceLine['kind'], string>> = { same: ' ', removed: '−', added: '+' }

/** Lines of a difference, one below the other. */
export function DifferenceLines({ lines }: { readonly lines: readonly DifferenceLine[] }) {
  return lines.map(({ kind, text }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands at its place
    <div key={index} className={`difference-line difference-${kind}`}>
      <span className="difference-sign">{SIGNS[kind]}</span>
      {kind === 'same' ? text : kind === 'added' ? <ins>{text}</ins> : <del>{text}</del>}
    </div>
  ))
}
