/**
 * Text as one line that a terminal only shows: names in a list can come from whoever called the server, and are no orders to the
 * terminal of who reads it, nor lines of their own.
 */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)

/** Left-aligned columns under a header; an empty table is the sentence `none`. Ends with a line break. */
export function table(header: readonly string[], rows: readonly (readonly string[])[], none = 'none'): string {
  if (rows.length === 0) return `${none}\n`
  const lines = [header.map((title) => title.toUpperCase()), ...rows.map((row) => row.map(printable))]
  const widths = header.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)))
  return lines
    .map(
      (line) =>
        `${line
          .map((cell, column) => cell.padEnd(widths[column]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

/** `name  value` lines, values in one column. */
export function facts(pairs: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(pairs).map((name) => name.length))
  return Object.entries(pairs)
    .map(([name, value]) => `${`${name.padEnd(width)}  ${printable(value)}`.trimEnd()}\n`)
    .join('')
}
