/** The bytes, or what they stand for in Base64, whose line breaks are overlooked. */
export const decoded = (bytes: Uint8Array, isEncoded: boolean): Uint8Array =>
  isEncoded ? Buffer.from(Buffer.from(bytes).toString('latin1'), 'base64') : bytes
