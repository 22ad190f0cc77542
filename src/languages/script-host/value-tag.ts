/** First byte of an encoded value; the Java side has the same table in `ValueTag.java`. */
export const ValueTag = {
  null: 0,
  true: 1,
  false: 2,
  int: 3,
  long: 4,
  double: 5,
  string: 6,
  bytes: 7,
  list: 8,
  map: 9,
  date: 10,
  object: 11,
  bigInteger: 12,
  xmlDocument: 13,
  xmlElement: 14,
  error: 15,
} as const
