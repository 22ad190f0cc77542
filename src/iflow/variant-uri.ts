/**
 * Splits a `cmdVariantUri` into its parts (format document §2). Values contain blanks and slashes, so it is cut only where a
 * key follows.
 *
 * @example parseVariantUri('ctype::FlowstepVariant/cname::PKCS#7/CMS Splitter').get('cname') // 'PKCS#7/CMS Splitter'
 */
export function parseVariantUri(uri: string): ReadonlyMap<string, string> {
  const parts = uri.split(/\/(?=\w+::)/).map((part): [string, string] => {
    const end = part.indexOf('::')
    return end < 0 ? ['', part] : [part.slice(0, end), part.slice(end + 2)]
  })
  return new Map(parts.filter(([key]) => key !== ''))
}
