/** Identifier octets of the basic encoding rules (ITU-T X.690 §8.1.2, X.680 §8.4). */
export const TAG = {
  integer: 0x02,
  octetString: 0x04,
  null: 0x05,
  identifier: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** An octet string in pieces. */
  octetStrings: 0x24,
  /** Context-specific, with elements in it. */
  context: (number: number): number => 0xa0 + number,
  /** Context-specific, with octets in it. */
  contextOctets: (number: number): number => 0x80 + number,
} as const
