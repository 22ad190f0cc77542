import type { ReactNode } from 'react'
import './name-cell.css'

interface NameCellProps {
  readonly name: ReactNode
  /** What is written small below it; nothing when it is the same. */
  readonly below?: string | null | undefined
  /** What is wrong with it. */
  readonly error?: string | undefined
}

/** The cell of a table that says what the row is about. */
export function NameCell({ name, below, error }: NameCellProps) {
  return (
    <div className="name-cell">
      <strong>{name}</strong>
      {below !== undefined && below !== null && below !== name && <span className="hint">{below}</span>}
      {error !== undefined && <span className="name-cell-error">{error}</span>}
    </div>
  )
}
