/**
 * Reads the flow property `namespaceMapping`: `xmlns:soap=http://…;xmlns:p1=http://…` (format document §2.1).
 *
 * @example readNamespaceMapping('xmlns:a=urn:a;xmlns:b=urn:b') // Map { 'a' => 'urn:a', 'b' => 'urn:b' }
 */
export function readNamespaceMapping(raw: string): ReadonlyMap<string, string> {
  const namespaces = new Map<string, string>()
  for (const declaration of raw.split(';')) {
    const match = /^\s*(?:xmlns:)?([^=\s]+)\s*=\s*["']?([^"']*?)["']?\s*$/.exec(declaration)
    if (match?.[1]) namespaces.set(match[1], match[2] ?? '')
  }
  return namespaces
}
