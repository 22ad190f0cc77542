const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Everything but the characters of XML 1.0 §2.2: control characters, lone surrogates and the like. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

export const XML_DECLARATION = "<?xml version='1.0' encoding='utf-8'?>"

/** Text or attribute value; what XML cannot carry becomes U+FFFD. A carriage return is kept by reference. */
export const escapeXml = (text: string): string =>
  text
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign]!)
    .replaceAll('\r', '&#13;')

type Attributes = Readonly<Record<string, string | undefined>>

/** An element with ready-made content; attributes that are `undefined` are left out. */
export function element(name: string, attributes: Attributes = {}, ...content: readonly string[]): string {
  const head = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${escapeXml(value)}"`))
    .join('')
  return content.length === 0 ? `<${name}${head}/>` : `<${name}${head}>${content.join('')}</${name}>`
}
