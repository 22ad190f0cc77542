/** A string with its quotes, or one structural character. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs

/**
 * Parses a JSON object and refuses what parsers disagree about: members that occur twice, at any depth (RFC 7515 §4, RFC 8725).
 * Returns nothing for anything else than an object.
 */
export function parseStrictObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && !hasDuplicateMembers(text) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** @param text valid JSON */
function hasDuplicateMembers(text: string): boolean {
  const open: (Set<string> | undefined)[] = []
  let pending: string | undefined
  for (const [lexeme] of text.matchAll(token)) {
    if (lexeme === '{') open.push(new Set())
    else if (lexeme === '[') open.push(undefined)
    else if (lexeme === '}' || lexeme === ']') open.pop()
    else if (lexeme.startsWith('"')) pending = lexeme
    else if (lexeme === ':' && pending !== undefined) {
      const name = JSON.parse(pending) as string
      const members = open.at(-1)
      if (members?.has(name)) return true
      members?.add(name)
    }
  }
  return false
}
