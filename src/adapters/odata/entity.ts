/** An entity between the wire formats and the XML that flows see. Members keep their order. */
export interface Entity {
  /** Entity or complex type without namespace; `''` when the wire does not say. */
  readonly type: string
  /** Whether it has an identity of its own; a complex value has none. */
  readonly isEntity: boolean
  readonly members: readonly Member[]
}

export interface Member {
  readonly name: string
  readonly value: MemberValue
}

/**
 * A primitive as flows see it (dates as `2018-02-12T10:49:43.084`), `null`, a complex value or single entity, or the entities
 * behind a navigation. Navigations that were not expanded are no members.
 */
export type MemberValue = string | null | Entity | readonly Entity[]

/** A page of a collection. */
export interface EntityPage {
  readonly entities: readonly Entity[]
  /** Address of the next page, absolute or relative to the service. */
  readonly next: string | undefined
}

export const isEntityList = (value: MemberValue): value is readonly Entity[] => Array.isArray(value)
