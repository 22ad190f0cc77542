/** Java's modified UTF-8 (`DataInput.readUTF`) of its code units: none takes four bytes, and NUL takes two. */
export function writeJavaText(text: string): Buffer {
  const bytes: number[] = []
  for (let index = 0; index < text.length; index++) bytes.push(...unitBytes(text.charCodeAt(index)))
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, Buffer.from(bytes)])
}

function unitBytes(unit: number): number[] {
  if (unit > 0 && unit < 0x80) return [unit]
  if (unit < 0x800) return [0xc0 | (unit >> 6), 0x80 | (unit & 0x3f)]
  return [0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)]
}

/** The text behind the bytes after the length. */
export function readJavaText(bytes: Buffer): string {
  let text = ''
  for (let index = 0; index < bytes.length; ) {
    const first = bytes[index]!
    const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : 3
    const rest = [...bytes.subarray(index + 1, index + size)]
    text += String.fromCharCode(rest.reduce((unit, byte) => (unit << 6) | (byte & 0x3f), size === 1 ? first : first & (0x7f >> size)))
    index += size
  }
  return text
}

/** Two bytes per code unit, big endian: how Java turns passwords into bytes. */
export const wide = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()
