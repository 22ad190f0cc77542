const encoded = /[%+]/

/**
 * Decodes one `application/x-www-form-urlencoded` name or value: `+` is a space, `%XX` are UTF-8 bytes. Returns nothing for a
 * broken escape or bytes that are not UTF-8 (contract oauth.md T20).
 */
export function decodeForm(text: string): string | undefined {
  if (!encoded.test(text)) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Text of the bytes, nothing when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}
