/** How names with prefix in JSON stand for names with namespace in XML. */
export interface NameMapping {
  /** Off: prefixes and namespaces are dropped on both sides. */
  readonly useNamespaces: boolean
  /** JSON prefix → namespace, in the order of the configuration. */
  readonly namespaces: ReadonlyMap<string, string>
  /** Between prefix and local name in JSON. */
  readonly separator: string
}

/** XML Namespaces 1.0, NCName. */
export const isNcName = (name: string): boolean => NC_NAME.test(name)

const START =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}'
const NC_NAME = new RegExp(`^[${START}][${START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*$`, 'u')
