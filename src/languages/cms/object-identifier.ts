import { type BerElement, writeElement } from './ber.ts'

const TAG = 0x06

/**
 * An object identifier as element (ITU-T X.690 §8.19).
 *
 * @example writeIdentifier('1.2.840.113549.1.7.1')
 */
export function writeIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return writeElement(TAG, Buffer.from([first * 40 + second, ...rest].flatMap(base128)))
}

/** The dotted form of an identifier element; empty for any other element. */
export function readIdentifier(element: BerElement | undefined): string {
  if (element?.tag !== TAG) return ''
  const numbers: number[] = []
  let value = 0
  for (const octet of element.content) {
    value = value * 128 + (octet & 0x7f)
    if (octet < 0x80) {
      numbers.push(value)
      value = 0
    }
  }
  const [root = 0, ...rest] = numbers
  const first = Math.min(2, Math.floor(root / 40))
  return [first, root - first * 40, ...rest].join('.')
}

/** Whether the text is an object identifier in dotted form. */
export const isIdentifier = (text: string): boolean => /^[012](\.(0|[1-9]\d{0,14}))+$/.test(text)

function base128(value: number): number[] {
  const octets = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift((rest % 128) + 128)
  return octets
}
