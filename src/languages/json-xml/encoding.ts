import { SluiceError } from '../../kernel/errors.ts'

/** Encodings by their IANA name in upper case. `UTF-16` is big-endian with a byte order mark, as in Java. */
const ENCODERS: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'UTF-8': (text) => Buffer.from(text, 'utf8'),
  'UTF-16': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'UTF-16BE': (text) => Buffer.from(text, 'utf16le').swap16(),
  'UTF-16LE': (text) => Buffer.from(text, 'utf16le'),
  'UTF-32BE': (text) => fourByte(text).swap32(),
  'UTF-32LE': (text) => fourByte(text),
  'ISO-8859-1': (text) => singleByte(text, 0xff),
  'US-ASCII': (text) => singleByte(text, 0x7f),
}

export const isEncoding = (name: string): boolean => Object.hasOwn(ENCODERS, name.toUpperCase())

/** Encodes text; characters that the encoding lacks become `?`. Throws `processing-failed` for an unknown encoding. */
export function encodeText(text: string, encoding: string): Uint8Array {
  if (!isEncoding(encoding)) throw new SluiceError('processing-failed', `The encoding ${encoding} is not supported`)
  return ENCODERS[encoding.toUpperCase()]!(text)
}

/** Little-endian, whatever the machine is. */
function fourByte(text: string): Buffer {
  const characters = [...text]
  const bytes = Buffer.alloc(characters.length * 4)
  characters.forEach((character, index) => {
    bytes.writeUInt32LE(character.codePointAt(0)!, index * 4)
  })
  return bytes
}

const singleByte = (text: string, last: number): Uint8Array =>
  Uint8Array.from([...text], (character) => (character.codePointAt(0)! <= last ? character.codePointAt(0)! : 0x3f))
