import { cellOf, type Row } from '../../iflow/table.ts'
import { SluiceError } from '../../kernel/errors.ts'

/** JSON prefix → namespace from rows of XML namespace and JSON prefix. Throws `deploy-failed` when two rows have the same prefix. */
export function namespacesByPrefix(rows: readonly Row[]): Map<string, string> {
  const namespaces = new Map<string, string>()
  for (const row of rows) {
    const namespace = cellOf(row, 'xmlNamespace', 0)
    const prefix = cellOf(row, 'jsonPrefix', 1)
    if (namespace === '') continue
    if (namespaces.has(prefix)) throw new SluiceError('deploy-failed', `The namespace mapping has the prefix "${prefix}" twice`)
    namespaces.set(prefix, namespace)
  }
  return namespaces
}
