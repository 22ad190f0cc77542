import type { ReactNode } from 'react'
import { CopyButton } from './CopyButton.tsx'

interface FactProps {
  readonly name: string
  readonly value: ReactNode
  /** The text that a copy button takes along. */
  readonly copy?: string
}

/** A named value. Stands in a `<dl className="facts">`. */
export function Fact({ name, value, copy }: FactProps) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>
        {value}
        {copy !== undefined && <CopyButton text={copy} name={name} />}
      </dd>
    </div>
  )
}
