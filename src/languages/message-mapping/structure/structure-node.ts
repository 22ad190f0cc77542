/** A node of a target structure. Its children are found when they are asked for: structures may contain themselves. */
export interface StructureNode {
  readonly name: string
  /** Empty for none, and for JSON. */
  readonly namespace: string
  readonly isAttribute: boolean
  readonly minimum: number
  /** `Infinity` for unbounded. */
  readonly maximum: number
  /** Whether it holds text. */
  readonly hasText: boolean
  /** Whether JSON shows it as an array, also when it occurs once. */
  readonly isArray: boolean
  /** In the order in which a message has them, attributes first. */
  children(): readonly StructureNode[]
}
