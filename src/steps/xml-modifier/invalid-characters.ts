/** XML 1.0, section 2.2: what a document cannot hold. */
const INVALID_1_0 = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** XML 1.1, section 2.2. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const INVALID_1_1 = /[^\u0001-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

/** XML 1.1, section 2.2: allowed as references only. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const RESTRICTED_1_1 = /[\u0001-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F]/g

/** Replaces what an XML document of this version cannot hold; in 1.1, restricted characters become references. */
export function replaceInvalidCharacters(text: string, version: '1.0' | '1.1', replacement: string): string {
  if (version === '1.0') return text.replace(INVALID_1_0, replacement)
  const reference = (character: string): string => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`
  return text.replace(INVALID_1_1, replacement).replace(RESTRICTED_1_1, reference)
}
