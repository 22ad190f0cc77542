/** What a schema says of a message. Names are those of its XML: `G_SG1`, `S_BGM`, `C_C002`, `D_1004`. */
export interface GroupDefinition {
  readonly kind: 'group'
  readonly name: string
  readonly minimum: number
  /** `Infinity` for unbounded. */
  readonly maximum: number
  readonly parts: readonly PartDefinition[]
}

export interface SegmentDefinition {
  readonly kind: 'segment'
  readonly name: string
  readonly tag: string
  readonly minimum: number
  readonly maximum: number
  /** By position; one that occurs several times takes as many positions. */
  readonly fields: readonly FieldDefinition[]
}

export type PartDefinition = GroupDefinition | SegmentDefinition

/** A simple data element, or a composite with its components. */
export interface FieldDefinition {
  readonly name: string
  /** Other names that its XML may have. */
  readonly aliases?: readonly string[]
  readonly isRequired: boolean
  readonly content: ValueType | readonly ComponentDefinition[]
}

export interface ComponentDefinition {
  readonly name: string
  readonly isRequired: boolean
  readonly content: ValueType
}

/** What values of a data element may be. */
export interface ValueType {
  readonly isNumber: boolean
  /** Characters; of a number digits. */
  readonly minimum: number
  readonly maximum: number
  /** The values that are allowed; `undefined` for any. */
  readonly codes: ReadonlySet<string> | undefined
}

export const ANY_VALUE: ValueType = { isNumber: false, minimum: 0, maximum: Number.POSITIVE_INFINITY, codes: undefined }

export const isComposite = (content: FieldDefinition['content']): content is readonly ComponentDefinition[] => Array.isArray(content)

/** Whether a segment of this tag can be the first of the part. */
export function beginsWith(part: PartDefinition, tag: string): boolean {
  if (part.kind === 'segment') return part.tag === tag
  for (const inner of part.parts) {
    if (beginsWith(inner, tag)) return true
    if (inner.minimum > 0) return false
  }
  return false
}
