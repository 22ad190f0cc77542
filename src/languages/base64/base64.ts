/** RFC 4648 §4, without line breaks. */
export const encodeBase64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

/** Overlooks line breaks and whatever else is not of the alphabet, and ends at the padding (RFC 2045 §6.8). */
export function decodeBase64(text: string): Buffer {
  const end = text.indexOf('=')
  return Buffer.from(end < 0 ? text : text.slice(0, end), 'base64')
}

/** Encodes chunks of bytes as they come. */
export async function* base64Encoded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk])
    const whole = bytes.length - (bytes.length % 3)
    rest = bytes.subarray(whole)
    if (whole > 0) yield Buffer.from(encodeBase64(bytes.subarray(0, whole)), 'latin1')
  }
  if (rest.length > 0) yield Buffer.from(encodeBase64(rest), 'latin1')
}

/** Decodes chunks of text as they come. What follows the padding is read and dropped. */
export async function* base64Decoded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = ''
  let isOver = false
  for await (const chunk of chunks) {
    if (isOver) continue
    const text = Buffer.from(chunk).toString('latin1')
    isOver = text.includes('=')
    const digits = rest + text.split('=', 1)[0]!.replaceAll(/[^A-Za-z0-9+/_-]/g, '')
    const whole = isOver ? digits.length : digits.length - (digits.length % 4)
    rest = digits.slice(whole)
    if (whole > 0) yield Buffer.from(digits.slice(0, whole), 'base64')
  }
  if (rest !== '') yield Buffer.from(rest, 'base64')
}
