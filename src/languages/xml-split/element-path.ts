import { SluiceError } from '../../kernel/errors.ts'

/** One step of a path to elements. */
export interface PathStep {
  /** Whether any number of levels may lie before it (`//`). */
  readonly isDeep: boolean
  /** `*` for any. */
  readonly localName: string
  /** `undefined` for any: a name without prefix is looked for in every namespace. */
  readonly namespace: string | undefined
}

const NAME = /^(?:(\*|[\p{L}_][\p{L}\p{N}_.-]*):)?(\*|[\p{L}_][\p{L}\p{N}_.-]*)$/u
const DECLARATION = /\sxmlns:([\p{L}_][\p{L}\p{N}_.-]*)\s*=\s*(["'])(.*?)\2/gu

/**
 * Reads the path of a splitter: names of elements after `/` and `//`, with prefixes from the namespace mapping or declared
 * behind the path. Nothing else of XPath can split (SAP Help, “Define General Splitter”). A slash at the end is overlooked.
 * Throws `deploy-failed`.
 *
 * @example parseElementPath('/n:order//item', new Map([['n', 'urn:n']]))
 */
export function parseElementPath(expression: string, namespaces: ReadonlyMap<string, string>): readonly PathStep[] {
  const declared = new Map([...namespaces, ...[...expression.matchAll(DECLARATION)].map((match) => [match[1]!, match[3]!] as const)])
  const path = expression.replace(DECLARATION, '').trim().replace(/\/+$/, '')
  if (path === '') throw new SluiceError('deploy-failed', 'The XPath expression is empty')
  const steps = (path.startsWith('/') ? path : `/${path}`).matchAll(/(\/\/?)([^/]*)/g)
  return [...steps].map(([, separator, name]) => ({ isDeep: separator === '//', ...parseName(name!.trim(), path, declared) }))
}

function parseName(name: string, path: string, namespaces: ReadonlyMap<string, string>): Pick<PathStep, 'localName' | 'namespace'> {
  const match = NAME.exec(name)
  if (!match) {
    throw new SluiceError(
      'deploy-failed',
      `The splitter cannot follow '${name}' in '${path}': only names of elements after / and // can split`,
    )
  }
  const [, prefix, localName] = match
  if (prefix === undefined || prefix === '*') return { localName: localName!, namespace: undefined }
  const namespace = namespaces.get(prefix)
  if (namespace === undefined) {
    throw new SluiceError('deploy-failed', `XPath '${path}': the prefix ${prefix} is missing in the namespace mapping`)
  }
  return { localName: localName!, namespace }
}
