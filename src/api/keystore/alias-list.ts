/** Aliases with `;` between them; a backslash stands before one that is meant as such, and before a backslash. */
export function parseAliases(list: string): string[] {
  const aliases = ['']
  for (const [, escaped, plain] of list.matchAll(/\\([\s\S])|([\s\S])/g)) {
    if (plain === ';') aliases.push('')
    else aliases.push((aliases.pop() ?? '') + (escaped ?? plain))
  }
  return aliases.filter((alias) => alias !== '')
}
