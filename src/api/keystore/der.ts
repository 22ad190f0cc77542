/** One value of ASN.1 in its distinguished encoding (X.690). */
export interface Der {
  readonly tag: number
  readonly content: Buffer
  /** Header and content. */
  readonly whole: Buffer
}

/** Reads the values that follow each other in `bytes`. Throws `RangeError` for anything that is no DER. */
export function readDer(bytes: Buffer): Der[] {
  const values: Der[] = []
  for (let start = 0; start < bytes.length; ) {
    const { header, length } = readHeader(bytes, start)
    const end = start + header + length
    if (end > bytes.length) throw new RangeError('A DER value ends before its length')
    values.push({ tag: bytes[start]!, content: bytes.subarray(start + header, end), whole: bytes.subarray(start, end) })
    start = end
  }
  return values
}

/** The parts of a constructed value. */
export const parts = (value: Der): Der[] => readDer(value.content)

/** The parts of a constructed value, of which there must be so many at least. */
export function partsOf(value: Der | undefined, least: number): Der[] {
  const found = value === undefined ? [] : parts(value)
  if (found.length < least) throw new RangeError('A DER value lacks parts')
  return found
}

/** Dotted digits of an object identifier (X.690 §8.19). */
export function objectId({ content }: Der): string {
  const numbers: number[] = []
  let number = 0
  for (const byte of content) {
    number = number * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      numbers.push(number)
      number = 0
    }
  }
  const [first = 0, ...rest] = numbers
  const root = Math.min(Math.floor(first / 40), 2)
  return [root, first - root * 40, ...rest].join('.')
}

/** A small non-negative integer. */
export const integer = ({ content }: Der): number => content.reduce((number, byte) => number * 256 + byte, 0)

function readHeader(bytes: Buffer, start: number): { header: number; length: number } {
  const first = bytes[start + 1]
  if (first === undefined || first === 0x80 || first > 0x84) throw new RangeError('A DER value has no definite length')
  if (first < 0x80) return { header: 2, length: first }
  const size = first - 0x80
  return { header: 2 + size, length: bytes.readUIntBE(start + 2, size) }
}
