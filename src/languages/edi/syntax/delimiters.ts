/** The characters that give a text of segments its structure. */
export interface Delimiters {
  readonly element: string
  readonly component: string
  /** Ends a segment. */
  readonly segment: string
  /** Takes the meaning from the delimiter behind it; ASC X12 has no such character. */
  readonly release: string | undefined
  readonly decimal: string
}

/** ISO 9735, syntax level A, and what holds without a UNA segment. */
export const EDIFACT_DELIMITERS: Delimiters = { element: '+', component: ':', segment: "'", release: '?', decimal: '.' }

/** ISO 9735, syntax level B: the separators IS3, IS1 and IS4, which occur in no value. */
export const EDIFACT_LEVEL_B_DELIMITERS: Delimiters = {
  element: '\x1d',
  component: '\x1f',
  segment: '\x1c',
  release: undefined,
  decimal: '.',
}

export const X12_DELIMITERS: Delimiters = { element: '*', component: ':', segment: '~', release: undefined, decimal: '.' }

/** A UNA segment; `reserved` stands before the segment terminator: a blank, or the repetition separator of syntax 4. */
export const writeUna = ({ component, element, decimal, release, segment }: Delimiters, reserved = ' '): string =>
  `UNA${component}${element}${decimal}${release ?? ' '}${reserved}${segment}`

/** The six characters behind `UNA`. */
export function readUna(characters: string): Delimiters {
  const [component = '', element = '', decimal = '', release = '', , segment = ''] = [...characters]
  return { component, element, decimal, release: release === ' ' ? undefined : release, segment }
}
