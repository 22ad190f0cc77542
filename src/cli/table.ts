/** Left-aligned columns under a header; an empty table is the sentence `none`. Ends with a line break. */
export function table(header: readonly string[], rows: readonly (readonly string[])[], none = 'none'): string {
  if (rows.length === 0) return `${none}\n`
  const lines = [header.map((title) => title.toUpperCase()), ...rows]
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
    .map(([name, value]) => `${`${name.padEnd(width)}  ${value}`.trimEnd()}\n`)
    .join('')
}
