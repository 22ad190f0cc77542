import type { Field } from '../../engine/fields.ts'
import type { Problem } from '../../engine/plan.ts'
import type { Row } from '../../iflow/table.ts'

/** An integration flow taken apart for somebody who looks at it. */
export interface FlowInspection {
  /** The `.iflw` file as it is, with parameters in place; `null` when the archive has none. */
  readonly diagram: string | null
  /** Why the flow cannot be read at all; then it has no elements. */
  readonly failure: string | null
  /** The flow itself first, then participants, channels, and the processes with what is in them. */
  readonly elements: readonly FlowElement[]
}

export const ELEMENT_KINDS = ['flow', 'participant', 'process', 'subprocess', 'step', 'sender', 'receiver', 'route'] as const
export type ElementKind = (typeof ELEMENT_KINDS)[number]

/** One element as the diagram draws it. */
export interface FlowElement {
  readonly id: string
  /** Id of what the diagram shows it as: a process is drawn as its participant. */
  readonly shape: string
  readonly name: string
  readonly kind: ElementKind
  /** What it is, in the product's words. */
  readonly label: string
  /** One sentence about it; `''` for what is not declared. */
  readonly doc: string
  /** Whether something here implements it. */
  readonly supported: boolean
  /** What keeps it from running here. */
  readonly problems: readonly Pick<Problem, 'construct' | 'reason'>[]
  /** Declared ones first, in the order of the declaration, then whatever else the file says. */
  readonly values: readonly ConfiguredValue[]
}

/** A property of an element. */
export interface ConfiguredValue {
  readonly key: string
  /** What it means; `null` for a property that no declaration knows. */
  readonly declaration: Pick<Field<unknown>, 'kind' | 'doc' | 'default' | 'choices'> | null
  /** With the parameters' values; `null` when the file has none, or an empty one: the default holds. */
  readonly value: string | null
  /** The value as the file has it, when it has externalised parameters in it. */
  readonly written: string | null
  /** A table value row by row. */
  readonly rows: readonly Row[] | null
}

export interface Inspections {
  /**
   * Takes a design-time version of a flow apart, and checks it as deploying it would. The companions that are deployed count. Throws
   * `not-found` when there is no such version, and `bad-request` when it is no integration flow.
   */
  inspect(artifactId: string, version: string): Promise<FlowInspection>
}
