import { SluiceError } from '../kernel/errors.ts'

/**
 * Reads a file in the format of Java properties (`java.util.Properties.load`): comments, continued lines, `=`, `:` or blanks
 * between key and value, escapes. The last of two equal keys wins. Throws `bad-request` naming the file and the line.
 *
 * @example readPropertiesFile('Sender\\ Address=/a', 'parameters.prop') // Map { 'Sender Address' => '/a' }
 */
export function readPropertiesFile(content: string, path: string): Map<string, string> {
  const properties = new Map<string, string>()
  for (const { text, number } of logicalLines(content)) {
    const { key, value } = split(text)
    properties.set(unescaped(key, path, number), unescaped(value, path, number))
  }
  return properties
}

interface Line {
  readonly text: string
  /** Number of its first natural line, from 1. */
  readonly number: number
}

/** Lines without comments, with continued lines joined and their indentation dropped. */
function* logicalLines(content: string): Iterable<Line> {
  const lines = content.split(/\r\n|\r|\n/)
  for (let index = 0; index < lines.length; index++) {
    const number = index + 1
    let text = withoutIndentation(lines[index]!)
    if (text === '' || text.startsWith('#') || text.startsWith('!')) continue
    while (isContinued(text) && index + 1 < lines.length) text = text.slice(0, -1) + withoutIndentation(lines[++index]!)
    yield { text: isContinued(text) ? text.slice(0, -1) : text, number }
  }
}

const withoutIndentation = (line: string): string => line.replace(/^[ \t\f]+/, '')

/** An odd number of backslashes at the end: the last one is not itself escaped. */
const isContinued = (line: string): boolean => /\\*$/.exec(line)![0].length % 2 === 1

function split(line: string): { key: string; value: string } {
  const key = /^(?:\\.|[^\\=: \t\f])*/s.exec(line)![0]
  return { key, value: line.slice(key.length).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '') }
}

function unescaped(text: string, path: string, line: number): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_match, unicode: string | undefined, character: string) => {
    if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16))
    if (character === 'u') throw new SluiceError('bad-request', `${path}, line ${line}: \\u needs four hexadecimal digits`)
    return CONTROL_ESCAPES[character] ?? character
  })
}

const CONTROL_ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }
