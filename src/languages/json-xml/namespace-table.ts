import { SluiceError } from '../../kernel/errors.ts'

/** JSON prefix → namespace from rows of XML namespace and JSON prefix. Throws `deploy-failed` when two rows have the same prefix. */
export function namespacesByPrefix(rows: readonly Readonly<Record<string, string>>[]): Map<string, string> {
  const namespaces = new Map<string, string>()
  for (const { 0: namespace = '', 1: prefix = '' } of rows) {
    if (namespace === '') continue
    if (namespaces.has(prefix)) throw new SluiceError('deploy-failed', `The namespace mapping has the prefix "${prefix}" twice`)
    namespaces.set(prefix, namespace)
  }
  return namespaces
}
