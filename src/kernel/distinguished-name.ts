/** `type=value` up to the end of the attribute. Every alternative begins with another character, so it takes linear time. */
const attribute =
  /\s*([A-Za-z][\w-]*|(?:OID\.)?\d+(?:\.\d+)+)\s*=((?:"(?:[^"\\]|\\.)*"|[^",;+\\]|\\(?:[0-9a-f]{2}|[^0-9a-f]))*)([,;+]|$)/gisy

const escaped = /((?:\\[0-9a-f]{2})+)|\\(.)|"/gis

/** Other spellings of attribute types, as tools and tenants write them. */
const TYPES: Readonly<Record<string, string>> = {
  E: 'EMAILADDRESS',
  EMAIL: 'EMAILADDRESS',
  S: 'ST',
  SP: 'ST',
  '1.2.840.113549.1.9.1': 'EMAILADDRESS',
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
}

/**
 * A distinguished name (RFC 4514) as the list of its parts, in a spelling that can be compared: case and blanks do not count (RFC
 * 4518 §2). Nothing for what is no name.
 *
 * @example parseName('cn=Acme \\2C Inc., C=DE') // ['CN=acme , inc.', 'C=de']
 */
export function parseName(text: string): readonly string[] | undefined {
  const parts: string[][] = [[]]
  let end = 0
  for (const [whole, type = '', value = '', separator] of text.matchAll(attribute)) {
    parts.at(-1)!.push(`${canonicalType(type)}=${canonicalValue(value)}`)
    end += whole.length
    if (separator === '') break
    if (separator !== '+') parts.push([])
  }
  const isWhole = end === text.length && parts.every((attributes) => attributes.length > 0)
  return isWhole ? parts.map((attributes) => attributes.sort().join('+')) : undefined
}

/** Whether two names are the same. Tools write the parts from the country to the person or the other way round. */
export function sameName(left: string, right: string): boolean {
  const [first, second] = [parseName(left), parseName(right)]
  if (first === undefined || second === undefined) return false
  const wanted = JSON.stringify(second)
  return JSON.stringify(first) === wanted || JSON.stringify([...first].reverse()) === wanted
}

function canonicalType(type: string): string {
  const name = type.toUpperCase().replace(/^OID\./, '')
  return TYPES[name] ?? name
}

function canonicalValue(value: string): string {
  const plain = value.replace(escaped, (_, bytes: string | undefined, character: string | undefined) =>
    bytes === undefined ? (character ?? '') : Buffer.from(bytes.replaceAll('\\', ''), 'hex').toString('utf8'),
  )
  return plain.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}
