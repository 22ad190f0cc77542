/** A segment: its tag, and its data elements, each a list of components. A simple element has one component. */
export interface Segment {
  readonly tag: string
  readonly elements: readonly (readonly string[])[]
}

/** A segment as it stands in a text. */
export interface ReadSegment extends Segment {
  /** With its terminator and the line breaks behind that. */
  readonly raw: string
  /** Its number in the interchange, from 1; UNA does not count. */
  readonly position: number
}

/** A component of a data element, both counted from 1; empty when it is not there. */
export const valueAt = ({ elements }: Segment, element: number, component = 1): string => elements[element - 1]?.[component - 1] ?? ''

/** A segment whose elements are given as text, or as lists of components. */
export const segmentOf = (tag: string, ...elements: (string | readonly string[])[]): Segment => ({
  tag,
  elements: elements.map((element) => (typeof element === 'string' ? [element] : element)),
})
