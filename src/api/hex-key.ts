/** Keys that may hold any character stand in URLs as upper-case hex of their UTF-8 bytes. */
export const toHex = (text: string): string => Buffer.from(text).toString('hex').toUpperCase()

/** The text behind a hex key, in upper or lower case; `undefined` when it is none. */
export function fromHex(hex: string): string | undefined {
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) return undefined
  const bytes = Buffer.from(hex, 'hex')
  const text = bytes.toString('utf8')
  return Buffer.from(text).equals(bytes) ? text : undefined
}
