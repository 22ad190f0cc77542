import type { Value } from '../value.ts'

/** A node of the source message, XML or JSON alike. */
export interface SourceNode {
  readonly name: string
  /** Empty for none, and for JSON. */
  readonly namespace: string
  readonly isAttribute: boolean
  /** Its text; empty for a node with children. */
  value(): Value
  /** Attributes first. */
  children(): readonly SourceNode[]
}
