/** What can be wrong with the segments around messages, or with a message as a whole. */
export type EnvelopeFault =
  | 'syntax-version-unknown'
  | 'reference-mismatch'
  | 'count-mismatch'
  /** Messages stand beside a group. */
  | 'groups-mixed'
  | 'types-mixed'

const TEXTS: Readonly<Record<EnvelopeFault, string>> = {
  'syntax-version-unknown': 'the syntax version is not supported',
  'reference-mismatch': 'the control numbers of header and trailer differ',
  'count-mismatch': 'the number in the trailer is not that of what stands before it',
  'groups-mixed': 'messages stand beside functional groups',
  'types-mixed': 'the functional group has messages of different types',
}

export const describeEnvelopeFault = (tag: string, fault: EnvelopeFault): string => `${tag}: ${TEXTS[fault]}`
