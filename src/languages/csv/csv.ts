import { SluiceError } from '../../kernel/errors.ts'

const LINE_END = /\r\n|\n|\r/y

/**
 * The values of each line (RFC 4180, with any separator): a value in double quotes may hold separators, line ends and doubled
 * quotes; a quote within a value is a character like any other. Blank lines are left out. Throws `processing-failed` with the
 * line of a quote that is not closed.
 */
export function readCsv(text: string, separator: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (let position = 0; position < text.length; ) {
    const { value, end } = text[position] === '"' ? quotedValue(text, position, separator) : plainValue(text, position, separator)
    row.push(value)
    position = end
    if (text.startsWith(separator, position)) {
      position += separator.length
      if (position < text.length) continue
      row.push('')
    }
    position += lineEndAt(text, position)
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  return rows
}

/** A line without its end. Values with separators, quotes or line ends stand in quotes. */
export function csvLine(values: readonly string[], separator: string): string {
  const quoted = (value: string): string =>
    value.includes(separator) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
  return values.map(quoted).join(separator)
}

interface Value {
  readonly value: string
  /** Offset behind it. */
  readonly end: number
}

function plainValue(text: string, start: number, separator: string): Value {
  let end = start
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r' && !text.startsWith(separator, end)) end += 1
  return { value: text.slice(start, end), end }
}

/** Text between the closing quote and the separator belongs to the value. */
function quotedValue(text: string, start: number, separator: string): Value {
  let value = ''
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) throw unclosed(text, start)
    value += text.slice(from, quote)
    if (text[quote + 1] !== '"') {
      const rest = plainValue(text, quote + 1, separator)
      return { value: value + rest.value, end: rest.end }
    }
    value += '"'
    from = quote + 2
  }
}

function lineEndAt(text: string, position: number): number {
  LINE_END.lastIndex = position
  return LINE_END.exec(text)?.[0].length ?? 0
}

function unclosed(text: string, start: number): SluiceError {
  const line = text.slice(0, start).split(/\r\n|\n|\r/).length
  return new SluiceError('processing-failed', `The body is no valid CSV: the quote that opens in line ${line} is not closed`)
}
